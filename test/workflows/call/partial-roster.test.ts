import { expect, it } from 'vitest';
import { leavesSomebodyOut, peopleNow, seenSince } from '../../../workflows/call/people-in-roster.ts';
import { EMPTY_ROSTER, foldRoster } from '../../../workflows/call/roster.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

const listing = (extent: RosterEvent['extent'], ...ids: string[]): RosterEvent => ({
  type: 'roster',
  callId: 'M',
  at: '2026-01-01T00:00:00Z',
  extent,
  source: 'probe',
  participants: ids.map((id) => ({ id, inLobby: false })),
});

it('is contradicted by a delta without a number that says that somebody has left, until a read that was begun later', () => {
  const before = foldRoster(EMPTY_ROSTER, listing('full', 'anna', 'bert'), 1);
  const left: RosterEvent = {
    ...listing('delta'),
    source: 'notification',
    participants: [{ id: 'bert', inLobby: false, left: true }],
  };
  const after = foldRoster(before, left, 2);
  expect(leavesSomebodyOut(after)).toBe(true);
  expect(peopleNow(after).map(({ id }) => id)).toEqual(['anna', 'bert']);
  expect(leavesSomebodyOut(foldRoster(after, listing('full', 'anna', 'bert'), 3))).toBe(false);
});

it('makes nobody absent whom a part of a roster does not list', () => {
  const before = foldRoster(EMPTY_ROSTER, listing('full', 'anna', 'bert'), 1);
  const after = foldRoster(before, listing('delta', 'bert', 'carl'), 2);
  expect(peopleNow(after).map(({ id }) => id)).toEqual(['anna', 'bert', 'carl']);
  expect(seenSince(after, 'carl', 2)).toBe('in');
  const wholeAgain = foldRoster(after, listing('full', 'carl'), 3);
  expect(peopleNow(wholeAgain).map(({ id }) => id)).toEqual(['carl']);
});

const unnumbered = (...ids: string[]): RosterEvent => ({ ...listing('full', ...ids), source: 'notification' });

it('takes nobody away whom a roster without a number does not list, but is contradicted until a read that was begun later', () => {
  const before = foldRoster(EMPTY_ROSTER, listing('full', 'anna', 'bert'), 1);
  const after = foldRoster(before, unnumbered('anna'), 2);
  expect([before, after].map(leavesSomebodyOut)).toEqual([false, true]);
  expect(peopleNow(after).map(({ id }) => id)).toEqual(['anna', 'bert']);
  expect(leavesSomebodyOut(foldRoster(after, unnumbered('anna', 'bert'), 3))).toBe(false);
  expect(leavesSomebodyOut(foldRoster(after, listing('full', 'anna'), 3))).toBe(false);
  expect(leavesSomebodyOut(foldRoster(after, listing('full', 'anna', 'bert'), 3))).toBe(false);
  expect(leavesSomebodyOut(foldRoster(foldRoster(EMPTY_ROSTER, unnumbered('anna'), 2), listing('full', 'anna', 'bert'), 1))).toBe(
    true,
  );
});
