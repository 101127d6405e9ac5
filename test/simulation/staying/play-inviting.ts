import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { expect } from 'vitest';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { Happening, StayScript } from './stay-script.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const idOf = (n: number) => `aaaaaaaa-1111-4000-8000-00000000000${n}`;
export const people = (...ns: number[]) => ns.map((n) => ({ user: { id: idOf(n) } }));
export const invite = (at: number, id: string, ...ns: number[]): Happening => ({
  at,
  update: 'inviteParticipants',
  id,
  participants: people(...ns),
});

/** Plays a stay, holds it to the invariants, and tells of the requests that invited people. */
export async function play(change: Partial<StayScript> & { happenings: Happening[] }) {
  const stay = await simulateStay({ seed: 1, begins: 'handedOver', steady: true, lasts: 3 * HOUR, ...change });
  const ended = endedStay(stay);
  expect(ended && stayViolations(ended), stay.story.join('\n')).toEqual([]);
  // The first one has moved the caller.
  const operations = stay.teams.operations().slice(stay.script.begins === 'handedOver' ? 1 : 0);
  return {
    stay,
    ending: ended?.ending,
    /** What was said of each request, in its order. */
    said: ended?.said.map((one) =>
      one.people.map(({ outcome, unconfirmed }) => (unconfirmed ? `${outcome}, ${unconfirmed}` : outcome)),
    ),
    /** How many were rung by each request, in its order. */
    rung: operations.map((operation) => operation.people.length),
    overlaps: operations.filter(({ begunAt }, n) => n > 0 && begunAt < (operations[n - 1]?.endedAt ?? Infinity)).length,
  };
}
export const answering = (n: number, answers: 'declined' | 'failed' | 'inLobby' | 'unanswered', more = {}): FaultInput => ({
  person: idOf(n),
  answers,
  times: 'always',
  ...more,
});
