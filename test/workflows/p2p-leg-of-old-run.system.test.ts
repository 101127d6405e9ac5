import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { TEST_POLICY } from '../support/test-policy.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST_TIMINGS, stuck: 60_000 } } });
});
afterAll(() => system.stop());

/** A first run that was declined, and kept the P2P call: from now on its notifications go to that run's address. */
async function keptByFirstRun(faults: FaultInput[] = []): Promise<{ ran: Ran; input: EscalateCallInput }> {
  const ran = await runCall(system, [{ invite: 'declined' }, ...faults]);
  expect(await ran.result()).toMatchObject({ reason: 'inviteDeclined', p2pCall: 'kept' });
  const [p2p] = ran.legs();
  const caller = { user: { id: p2p?.callerUserId ?? '' } };
  const p2pCall = { id: ran.call.id, tenantId: p2p?.tenantId ?? '', state: 'established', caller } as const;
  return { ran, input: { p2pCall, meeting: { joinMeetingId: '987654321' }, policy: TEST_POLICY } };
}

const NEVER_READ: FaultInput = { request: 'getCall', do: 'reply', status: 500, times: 'always' };

describe("in a run that was started again, word of the P2P leg on the old run's address", () => {
  it('that comes late counts: the call is established, though no read says so', async () => {
    const { ran, input } = await keptByFirstRun([{ notification: 'p2p established', do: 'hold' }]);
    system.simulator.script([NEVER_READ]);
    const again = await system.escalations.start(
      { ...input, policy: { ...TEST_POLICY, establishWithin: 30_000 } },
      { again: true },
    );
    expect(again.joined).toBe(false);
    expect((await again.state()).p2pCall.state).toBe('establishing');
    system.simulator.clearScript();
    system.simulator.script([NEVER_READ]);
    expect(await again.result()).toMatchObject({ outcome: 'escalated' });
    const told = ran.notifications().filter(({ kind }) => kind === 'p2p established');
    expect(told.map(({ fate }) => fate)).toEqual(['delivered']);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('reports that the caller has hung up, with the code that only a notification has', async () => {
    const { ran, input } = await keptByFirstRun();
    system.simulator.script([{ leg: 'multiparty', do: 'neverEstablish' }]);
    const [p2p] = ran.legs();
    const firstRun = (await ran.call.handle.describe()).runId;
    // Nobody is asked in time: what the run learns it learns from the notification.
    const policy = { ...TEST_POLICY, establishWithin: 60_000, probeAfter: 60_000 };
    const again = await system.escalations.start({ ...input, policy }, { again: true });
    expect(again.runId).not.toBe(firstRun);
    await system.simulator.waitFor('the second leg', () => ran.count('createCall') === 2, 20_000);
    await vi.waitFor(async () => expect((await again.state()).status).toBe('creating'), { timeout: 60_000 });
    const reads = ran.count('getCall');
    system.simulator.hangUp(ran.call.id);
    expect(await again.result()).toMatchObject({
      outcome: 'notEscalated',
      reason: 'callerHungUp',
      p2pCall: 'ended',
      resultInfo: { code: 200 },
    });
    expect(ran.count('getCall')).toBe(reads);
    const ends = ran.notifications().filter(({ kind, callId }) => kind === 'p2p deleted' && callId === ran.call.id);
    expect(new Set(ends.map(({ url }) => url))).toEqual(new Set([p2p?.callbackUri]));
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});
