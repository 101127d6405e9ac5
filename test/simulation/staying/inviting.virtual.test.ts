import { expect, it } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { inVirtualTime } from '../in-virtual-time.ts';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { Happening, StayScript } from './stay-script.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const idOf = (n: number) => `aaaaaaaa-1111-4000-8000-00000000000${n}`;
const people = (...ns: number[]) => ns.map((n) => ({ user: { id: idOf(n) } }));
const invite = (at: number, id: string, ...ns: number[]): Happening => ({
  at,
  update: 'inviteParticipants',
  id,
  participants: people(...ns),
});

async function play(change: Partial<StayScript> & { happenings: Happening[] }) {
  const stay = await inVirtualTime(() =>
    simulateStay({ seed: 1, begins: 'handedOver', steady: true, lasts: 3 * HOUR, ...change }),
  );
  const ended = endedStay(stay);
  expect(ended && stayViolations(ended), stay.story.join('\n')).toEqual([]);
  const operations = stay.teams.operations().slice(1);
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
const answering = (n: number, answers: 'declined' | 'failed' | 'inLobby' | 'unanswered', more = {}): FaultInput => ({
  person: idOf(n),
  answers,
  times: 'always',
  ...more,
});

it('seven people are invited in two requests, one after the other', async () => {
  const { said, rung, overlaps } = await play({ happenings: [invite(MINUTE, 'a', 1, 2, 3, 4, 5, 6, 7)] });
  expect(said).toEqual([Array(7).fill('joined')]);
  expect(rung).toEqual([5, 2]);
  expect(overlaps).toBe(0);
});

it('two updates at once are carried out one after the other', async () => {
  const faults = [answering(1, 'unanswered'), answering(2, 'declined', { afterMs: 30_000 })];
  const { said, overlaps } = await play({ faults, happenings: [invite(MINUTE, 'a', 1), invite(MINUTE + 5, 'b', 2)] });
  expect(said).toEqual([['unanswered'], ['declined']]);
  expect(overlaps).toBe(0);
});

it('somebody who is in already is not rung', async () => {
  const join: Happening = { at: MINUTE, meeting: { do: 'join', person: { id: idOf(1) } } };
  const { said, rung } = await play({ happenings: [join, invite(2 * MINUTE, 'a', 1, 2)] });
  expect(said).toEqual([['alreadyIn', 'joined']]);
  expect(rung).toEqual([1]);
});

it('somebody who is in, though no roster has told so, is not rung', async () => {
  const join: Happening = { at: MINUTE, meeting: { do: 'join', person: { id: idOf(1) } } };
  const { said, rung } = await play({ faults: [{ quirk: 'rosterNeverSent' }], happenings: [join, invite(2 * MINUTE, 'a', 1)] });
  expect(said).toEqual([['alreadyIn']]);
  expect(rung).toEqual([]);
});

it('of several nobody knows who said no, and nobody is asked twice for it', async () => {
  const faults = [answering(1, 'declined', { afterMs: 500 }), answering(2, 'unanswered'), answering(3, 'unanswered')];
  const { said, rung } = await play({ faults, happenings: [invite(MINUTE, 'a', 1, 2, 3)] });
  expect(said).toEqual([['unknown', 'unknown', 'unknown']]);
  expect(rung).toEqual([3]);
});

it('a no is final', async () => {
  const { said, rung } = await play({ faults: [answering(1, 'declined')], happenings: [invite(MINUTE, 'a', 1)] });
  expect(said).toEqual([['declined']]);
  expect(rung).toEqual([1]);
});

it('a failure of several that says nothing of them is repeated once, each alone', async () => {
  const faults = [answering(1, 'failed'), answering(2, 'failed')];
  const { said, rung } = await play({ faults, happenings: [invite(MINUTE, 'a', 1, 2)] });
  expect(said).toEqual([['failed', 'failed']]);
  expect(rung).toEqual([2, 1, 1]);
});

it('who waits in the lobby is not in', async () => {
  const { said } = await play({ faults: [answering(1, 'inLobby')], happenings: [invite(MINUTE, 'a', 1)] });
  expect(said).toEqual([['inLobby']]);
});

it('whom no roster shows is in, unconfirmed', async () => {
  const faults: FaultInput[] = [
    { quirk: 'rosterNeverSent' },
    { request: 'getParticipants', do: 'reply', status: 500, nth: 5, times: 'always' },
  ];
  const { said } = await play({ faults, policy: { stayAtMost: HOUR }, happenings: [invite(MINUTE, 'a', 1)] });
  expect(said).toEqual([['joined, roster']]);
});

it('a cancelled invite rings nobody more', async () => {
  const { rung } = await play({
    faults: [1, 2, 3, 4, 5].map((n) => answering(n, 'unanswered')),
    happenings: [
      { at: MINUTE, invite: { requestId: 'r', participants: people(1, 2, 3, 4, 5, 6) } },
      { at: MINUTE + 5_000, cancel: { invite: 'r' } },
    ],
  });
  expect(rung).toEqual([5]);
});

it('an update that is repeated after a continue-as-new has its result, and rings nobody', async () => {
  const chatter = Array.from(
    { length: 30 },
    (_, n): Happening => ({ at: 5 * MINUTE + n * 20_000, meeting: { do: 'mute', who: 'caller' } }),
  );
  const { said, rung, stay } = await play({
    suggestContinueAsNewFrom: 60,
    faults: [answering(1, 'declined')],
    happenings: [invite(MINUTE, 'a', 1), ...chatter, invite(HOUR, 'a', 1)],
  });
  expect(stay.runs.filter(({ continuedAs }) => continuedAs).length).toBeGreaterThan(0);
  expect(said).toEqual([['declined'], ['declined']]);
  expect(rung).toEqual([1]);
});

it('a recorder is nobody: the stay leaves as alone', async () => {
  const { ending } = await play({
    happenings: [
      { at: MINUTE, meeting: { do: 'join', person: { kind: 'application' } } },
      { at: 2 * MINUTE, meeting: { do: 'everybodyLeaves' } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'alone' } });
});

it('somebody who has come, though no notification told of it, keeps the stay from leaving as alone', async () => {
  const { ending } = await play({
    policy: { stayAtMost: 2 * HOUR },
    happenings: [
      { at: MINUTE, meeting: { do: 'everybodyLeaves' } },
      { at: MINUTE + 10_000, lose: MINUTE },
      { at: MINUTE + 20_000, meeting: { do: 'join', person: { id: idOf(1) } } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'stayedAtMost' } });
});
