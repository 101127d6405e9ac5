import { expect, it } from 'vitest';
import { EMPTY_ROSTER, foldRoster, peopleNow, seenSince } from '../../../workflows/call/roster.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

const listing = (extent: RosterEvent['extent'], ...ids: string[]): RosterEvent => ({
  type: 'roster',
  callId: 'M',
  at: '2026-01-01T00:00:00Z',
  extent,
  source: 'probe',
  participants: ids.map((id) => ({ id, inLobby: false })),
});

it('makes nobody absent whom a part of a roster does not list', () => {
  const before = foldRoster(EMPTY_ROSTER, listing('full', 'anna', 'bert'), 1);
  const after = foldRoster(before, listing('delta', 'bert', 'carl'), 2);
  expect(peopleNow(after).map(({ id }) => id)).toEqual(['anna', 'bert', 'carl']);
  expect(seenSince(after, 'carl', 2)).toBe('in');
  const wholeAgain = foldRoster(after, listing('full', 'carl'), 3);
  expect(peopleNow(wholeAgain).map(({ id }) => id)).toEqual(['carl']);
});
