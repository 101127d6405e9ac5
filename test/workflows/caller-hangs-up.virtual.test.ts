import { describe, expect, it } from 'vitest';
import { playCall } from './play-call.ts';

/** Steps at which the caller can hang up, and how far the escalation may have come. */
const STEPS = ['ringing', 'answering', 'p2p established', 'creating', 'multiparty established', 'inviting'] as const;

describe.each([
  ['and Graph reports it', true],
  ['and nothing reports it', false],
])('the caller hangs up %s', (_, told) => {
  it.each(STEPS)('at %s: nothing is left behind', async (at) => {
    const ran = await playCall([{ caller: 'hangsUp', at, told }]);
    const result = ran.result();
    expect(result).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
    if (at === 'ringing' || at === 'answering') expect(ran.count('createCall')).toBe(0);
    if (told && result.outcome === 'notEscalated') expect(result.resultInfo?.code).toBe(at === 'ringing' ? 487 : 200);
  });
});

it('a caller who hangs up after the move is escalated all the same', async () => {
  const ran = await playCall([{ caller: 'hangsUp', at: 'replaced' }]);
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
});
