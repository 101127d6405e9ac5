import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { MOMENTS, SLOW_ENOUGH } from './moments.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST_TIMINGS, ...SLOW_ENOUGH } } });
});
afterAll(() => system.stop());

/** At each step: `caller-hangs-up.virtual.test.ts`. Here is what needs a webhook whose run has ended, and one step for all. */
it.each([true, false])('the caller hangs up while we leave, told: %s', async (told) => {
  const { faults, reached } = MOMENTS.leaving;
  const ran = await runCall(system, faults, { policy: { replaceWithin: 3_000 } });
  await system.simulator.waitFor('the step', () => reached(ran));
  system.simulator.hangUp(ran.call.id, { told });
  expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});

it('the caller hangs up the P2P call that was kept, after the end: nothing is started, nothing asked for', async () => {
  const ran = await runCall(system, [{ invite: 'declined' }]);
  expect(await ran.result()).toMatchObject({ reason: 'inviteDeclined', p2pCall: 'kept' });
  const { runId } = await ran.call.handle.describe();
  const asked = ran.requests().length;
  system.simulator.hangUp(ran.call.id);
  const isHeard = () => ran.notifications().some(({ kind, fate }) => kind === 'p2p deleted' && fate === 'delivered');
  await system.simulator.waitFor('the webhook hear of it', isHeard);
  expect(await ran.call.handle.describe()).toMatchObject({ runId, status: { name: 'COMPLETED' } });
  const lateLeg = system.client.workflow.getHandle(lateLegWorkflowId(ran.call.id));
  await expect(lateLeg.describe()).rejects.toThrow(WorkflowNotFoundError);
  expect(ran.requests()).toHaveLength(asked);
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});
