import { expect, it } from 'vitest';
import { EMPTY_ROSTER, foldRoster, peopleNow, type Roster } from '../../../workflows/call/roster.ts';
import { isLeavingUnconfirmed } from '../../../workflows/call/unconfirmed-leaving.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

const listing = (ids: string[], more: Partial<RosterEvent> = {}): RosterEvent => ({
  type: 'roster',
  callId: 'M',
  at: '2026-01-01T00:00:00Z',
  extent: 'full',
  source: 'notification',
  participants: ids.map((id) => ({ id, inLobby: false })),
  ...more,
});
const after = (...events: RosterEvent[]): Roster =>
  events.reduce((roster, event, i) => foldRoster(roster, event, i + 1), EMPTY_ROSTER);

it('is so when a later roster without a number does not list somebody, who is still in until a read says so', () => {
  const roster = after(listing(['anna', 'bert']), listing(['anna']));
  expect(isLeavingUnconfirmed(roster)).toBe(true);
  expect(peopleNow(roster).map(({ id }) => id)).toEqual(['anna', 'bert']);
});

it('is so when the number is lower, for who came last has taken the highest along', () => {
  const roster = after(listing(['anna', 'bert'], { sequenceNumber: 2 }), listing(['anna'], { sequenceNumber: 1 }));
  expect(isLeavingUnconfirmed(roster)).toBe(true);
});

it.each<[string, RosterEvent[]]>([
  ['everybody is listed', [listing(['anna']), listing(['anna', 'bert'])]],
  ['a read came after it', [listing(['anna', 'bert']), listing(['anna']), listing(['anna'], { source: 'probe' })]],
  [
    'a read after it lists them all the same',
    [listing(['anna', 'bert']), listing(['anna']), listing(['anna', 'bert'], { source: 'probe' })],
  ],
  ['a higher number tells', [listing(['anna', 'bert'], { sequenceNumber: 1 }), listing(['anna'], { sequenceNumber: 2 })]],
  ['it is a delta', [listing(['anna', 'bert']), listing(['anna'], { extent: 'delta' })]],
])('is not so when %s', (_, events) => {
  expect(isLeavingUnconfirmed(after(...events))).toBe(false);
});

it('is so whatever order they are folded in', () => {
  const both = listing(['anna', 'bert']);
  const one = listing(['anna']);
  expect(foldRoster(foldRoster(EMPTY_ROSTER, one, 2), both, 1)).toEqual(foldRoster(foldRoster(EMPTY_ROSTER, both, 1), one, 2));
});
