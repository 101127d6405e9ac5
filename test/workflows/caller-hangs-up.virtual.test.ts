import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { type PlayedCall, playCall } from './play-call.ts';
import type { CallNow } from './rows/intervention.ts';

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

  /** What holds the call there, and when it is there. */
  function hungUpWhen(when: (now: CallNow) => boolean, ...faults: FaultInput[]): Promise<PlayedCall> {
    return playCall(faults, {
      policy: { replaceWithin: 3_000 },
      // What no fault holds takes its time, too.
      timings: { established: 400, replaced: 400, answerWindow: 60_000 },
      meanwhile: [{ when, act: (now) => now.callerHangsUp(told) }],
    });
  }
  const held = (request: 'answer' | 'delete'): FaultInput => ({ request, do: 'delay', ms: 400 });

  it('while the answer is under way: nothing is created', async () => {
    const ran = await hungUpWhen(({ count }) => count('answer') === 1, held('answer'));
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
    expect(ran.count('createCall')).toBe(0);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('once moved, before the P2P call is dropped: escalated, nothing is left behind', async () => {
    const ran = await hungUpWhen(({ snapshot }) => snapshot().status === 'replacing');
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('while we leave: escalated, nothing is left behind', async () => {
    const ran = await hungUpWhen(({ count }) => count('delete') === 1, held('delete'));
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('while we tidy up: the reason stays, nothing is left behind', async () => {
    const ran = await hungUpWhen(({ count }) => count('delete') === 1, { invite: 'declined' }, held('delete'));
    const p2pCall = told ? { p2pCall: 'ended' } : {};
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', ...p2pCall });
    expect(ran.simulated.teams.legs().filter(({ end }) => !end)).toEqual([]);
  });
});

it('a caller who hangs up after the move is escalated all the same', async () => {
  const ran = await playCall([{ caller: 'hangsUp', at: 'replaced' }]);
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
});
