import { expect, it } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { answering, HOUR, idOf, invite, MINUTE, people, play } from './play-inviting.ts';
import type { Happening } from './stay-script.ts';

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

it('a failure without a code that comes before a minute is repeated, however long the probe after it takes', async () => {
  const faults: FaultInput[] = [
    answering(1, 'failed', { withoutCode: true, afterMs: 54_000 }),
    { request: 'getParticipants', do: 'delay', what: 'response', ms: 2_500, nth: 2, times: 'always' },
  ];
  const { said, rung } = await play({ faults, happenings: [invite(MINUTE, 'a', 1)] });
  expect(rung).toEqual([1, 1]);
  expect(said).toEqual([['failed']]);
});

it('who waits in the lobby is not in', async () => {
  const { said } = await play({ faults: [answering(1, 'inLobby')], happenings: [invite(MINUTE, 'a', 1)] });
  expect(said).toEqual([['inLobby']]);
});

it('whom no roster shows is in, unconfirmed', async () => {
  const faults: FaultInput[] = [
    { quirk: 'rosterNeverSent' },
    { request: 'getParticipants', do: 'reply', status: 500, nth: 3, times: 'always' },
  ];
  const { said } = await play({ faults, policy: { stayAtMost: HOUR }, happenings: [invite(MINUTE, 'a', 1)] });
  expect(said).toEqual([['joined, roster']]);
});

it('a cancelled invite rings nobody more', async () => {
  const { rung } = await play({
    begins: { told: true, people: [idOf(7), idOf(8)], staysAfter: 20 * MINUTE },
    faults: [1, 2, 3, 4, 5].map((n) => answering(n, 'unanswered')),
    happenings: [
      { at: MINUTE, invite: { requestId: 'r', participants: people(1, 2, 3, 4, 5, 6) } },
      { at: MINUTE + 5_000, cancel: { invite: 'r' } },
    ],
  });
  expect(rung).toEqual([5]);
});

it('an invite that is cancelled before it has begun is handed over to nobody', async () => {
  const { rung } = await play({
    happenings: [
      { at: MINUTE, invite: { requestId: 'r', participants: people(1, 2) } },
      { at: MINUTE, cancel: { invite: 'r' } },
    ],
  });
  expect(rung).toEqual([]);
});

it('an invite that the stay carries out survives the death of its worker, and rings once', async () => {
  const { said, rung } = await play({
    faults: [answering(1, 'declined', { afterMs: 40_000 })],
    happenings: [
      { at: MINUTE, invite: { requestId: 'r', participants: people(1) } },
      { at: MINUTE + 5_000, kill: 20_000 },
    ],
  });
  expect(said).toEqual([['declined']]);
  expect(rung).toEqual([1]);
});
