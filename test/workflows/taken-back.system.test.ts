import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

/** Graph takes no such request, and asks to retry at once: some hundreds would fit into the deadlines. */
const throttled = (request: RequestKind): FaultInput => ({
  request,
  do: 'reply',
  status: 503,
  retryAfter: '0.2',
  times: 'always',
});
/** Long deadlines, so that none of them takes a request back. */
const policy = { answerWithin: 60_000, establishWithin: 60_000, inviteWithin: 60_000, replaceWithin: 60_000 };
const MANY = 40;

describe('a request that Graph does not take is not tried again once the caller has hung up', () => {
  it.each([
    ['answer', 'ringing'],
    ['createCall', 'p2p established'],
    ['invite', 'multiparty established'],
  ] as const)('%s', async (kind, at) => {
    const ran = await runCall(system, [throttled(kind), { caller: 'hangsUp', at, afterMs: 1_500 }], { policy });
    const result = await ran.result();
    expect(result).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
    expect(result).not.toHaveProperty('leftBehind');
    expect(result.timeline.filter(({ what }) => /:\s*$/.test(what))).toEqual([]);
    expect(ran.count(kind)).toBeGreaterThan(0);
    expect(ran.count(kind)).toBeLessThan(MANY);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});

it('a create that is under way when the caller hangs up is awaited, and its leg hung up', async () => {
  const ran = await runCall(
    system,
    [
      { request: 'createCall', do: 'delay', what: 'response', ms: 1_500 },
      { notification: 'multiparty establishing', do: 'lose', times: 'always' },
      { notification: 'multiparty established', do: 'lose', times: 'always' },
      { notification: 'roster', do: 'lose', times: 'always' },
      { caller: 'hangsUp', at: 'creating', afterMs: 300 },
    ],
    { policy: { ...policy, probeAfter: 60_000 } },
  );
  expect(await ran.result()).toMatchObject({ reason: 'callerHungUp', multipartyCallId: ran.legs()[1]?.id });
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
});
