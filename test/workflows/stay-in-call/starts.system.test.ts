import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAY_IN_CALL } from '../../../workflows/contract/names.ts';
import { stayStartOptions } from '../../../workflows/contract/start-options.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { containing } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';
import { settled, startStay } from './start-stay.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const raw = (input: { call: { id: string; tenantId: string }; carried?: unknown; policy?: unknown }) =>
  system.client.workflow.start(STAY_IN_CALL, {
    ...stayStartOptions(input.call.id),
    taskQueue: system.bot.taskQueue,
    args: [input],
  });

describe('a starter', () => {
  const call = () => ({ id: randomUUID(), tenantId: randomUUID() });

  it.each([
    ['what only we carry over', { carried: { version: 1, kind: 'continued', state: {}, run: {} } }, 'carried: unknown field'],
    ['what an escalation hands over', { carried: { version: 1, kind: 'handedOver', people: [] } }, 'carried: unknown field'],
    ['a pause that Graph does not allow', { policy: { keepAliveEvery: '46 minutes' } }, 'policy.keepAliveEvery'],
  ])('is refused %s, and nothing is sent', async (_, more, why) => {
    const input = { call: call(), ...more };
    const failure = await (await raw(input)).result().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect(failure).toMatchObject({ cause: { type: 'InvalidInput', message: containing(why) } });
    expect(system.simulator.record().requests.filter(({ callId }) => callId === input.call.id)).toEqual([]);
  });

  it('of a stay in a call that Graph does not know has its end', async () => {
    expect(await (await raw({ call: call() })).result()).toMatchObject({ outcome: 'ended', reason: 'unknown' });
  });
});

describe('a call that another service has made', () => {
  it('is looked after as one that was handed over: its people are followed, others invited and removed', async () => {
    const started = await startStay(system);
    await settled(started);
    const friend = randomUUID();
    expect(await started.stay.invite('1', [{ user: { id: friend } }])).toEqual([{ user: { id: friend }, outcome: 'joined' }]);
    expect((await started.stay.people()).map(({ kind }) => kind)).toEqual(['user', 'user']);
    expect(await started.stay.remove({ user: { id: friend } })).toEqual({ removed: true });
    expect(await started.stay.people()).toHaveLength(1);
    expect((await started.handle.describe()).memo).toEqual({});
    expect(await system.escalations.stay({ call: started.call })).toMatchObject({ joined: true, runId: started.stay.runId });
    await started.stay.leave();
  });

  it('whose service keeps its notifications to itself is followed by what is read', async () => {
    const started = await startStay(system, { callbackUri: 'http://127.0.0.1:9/nobody-listens', policy: { probeAfter: 300 } });
    await settled(started);
    const [friend, other] = [randomUUID(), randomUUID()];
    system.simulator.script([{ person: other, answers: 'declined', where: { callId: started.call.id } }]);
    expect(await started.stay.invite('1', [{ user: { id: friend } }, { user: { id: other } }])).toMatchObject([
      { user: { id: friend }, outcome: 'joined' },
      { user: { id: other }, outcome: 'declined' },
    ]);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  });
});

it('an escalation whose call somebody stays in already hands it over to that stay', async () => {
  const ran = await runCall(system, [{ request: 'invite', do: 'delay', ms: 2_000 }], { afterwards: 'stay' });
  const leg = await system.simulator.waitFor('the invite', () => ran.count('invite') === 1 && ran.legs()[1], 30_000);
  const stay = await system.escalations.stay({ call: { id: leg.id, tenantId: leg.tenantId }, policy: { aloneFor: 60_000 } });
  expect(await ran.result()).toMatchObject({ outcome: 'escalated', stayingIn: { workflowId: stay.workflowId } });
  expect(ran.alive().multiparty).toEqual([leg.id]);
  expect((await stay.state()).status).toBe('staying');
  expect(await stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});
