import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { MOMENTS, type Moment, SLOW_ENOUGH } from './moments.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST_TIMINGS, ...SLOW_ENOUGH } } });
});
afterAll(() => system.stop());

describe.each([
  ['and Graph reports it', true],
  ['and nothing reports it', false],
])('the caller hangs up %s', (_, told) => {
  async function hungUpAt({ faults, reached }: Moment): Promise<Ran> {
    const ran = await runCall(system, faults, { policy: { replaceWithin: 3_000 } });
    await system.simulator.waitFor('the step', () => reached(ran));
    system.simulator.hangUp(ran.call.id, { told });
    return ran;
  }

  it('while the answer is under way: nothing is created', async () => {
    const ran = await hungUpAt(MOMENTS.answering);
    expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
    expect(ran.count('createCall')).toBe(0);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('once moved, before the P2P call is dropped: escalated, nothing is left behind', async () => {
    const ran = await hungUpAt(MOMENTS.replacing);
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('while we leave: escalated, nothing is left behind', async () => {
    const ran = await hungUpAt(MOMENTS.leaving);
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('while we tidy up: the reason stays, nothing is left behind', async () => {
    const ran = await hungUpAt(MOMENTS['tidying up after a stop']);
    const p2pCall = told ? { p2pCall: 'ended' } : {};
    expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', ...p2pCall });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
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
