import { expect, it } from 'vitest';
import { cameSince } from '../../../workflows/call/people-in-roster.ts';
import { EMPTY_ROSTER, foldRoster, type Roster } from '../../../workflows/call/roster.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

type Listing = { seq: number; who: string[]; source?: RosterEvent['source']; extent?: RosterEvent['extent'] };

/** In the order in which they come in; a read has the number of its begin. */
const folded = (...all: Listing[]): Roster =>
  all.reduce<Roster>((roster, { seq, who, source = 'notification', extent = 'full' }) => {
    const participants = who.map((id) => ({ id, inLobby: false }));
    return foldRoster(roster, { type: 'roster', callId: 'm', at: '2026-01-31T12:00:00Z', extent, source, participants }, seq);
  }, EMPTY_ROSTER);

const INVITED = 10;
const BEFORE: Listing = { seq: 5, who: ['ann'] };

it.each<[string, boolean, ...Listing[]]>([
  ['who was missing in a roster, and is listed by a later one', true, BEFORE, { seq: 12, who: ['ann', 'joe'] }],
  ['who is listed by a delta', true, BEFORE, { seq: 12, who: ['joe'], extent: 'delta' }],
  ['not who was there before', false, { seq: 5, who: ['ann', 'joe'] }, { seq: 12, who: ['ann', 'joe'] }],
  [
    'not who was missing in the first, came before the invite, and is listed again',
    false,
    { ...BEFORE, seq: 4 },
    { seq: 7, who: ['ann', 'joe'] },
    { seq: 12, who: ['ann', 'joe'] },
  ],
  ['not whom the first roster lists: they may have been in before', false, { seq: 12, who: ['ann', 'joe'] }],
  ['not whom a read lists, and no roster before it', false, { seq: 12, who: ['ann', 'joe'], source: 'probe' }],
  ['who was missing in a read, and is notified', true, { seq: 11, who: ['ann'], source: 'probe' }, { seq: 12, who: ['joe'] }],
  ['who was missing in a notification, and is read', true, { ...BEFORE, seq: 11 }, { seq: 12, who: ['joe'], source: 'probe' }],
  [
    'whom a long read lists that was begun before a roster in which they were missing (seed 10237760)',
    true,
    { seq: 12, who: ['ann'] },
    { seq: 14, who: ['ann', 'joe'] },
    { seq: 11, who: ['ann', 'joe'], source: 'probe' },
  ],
])('has come since the invite: %s', (_, came, ...rosters) => {
  expect(cameSince(folded(...rosters), 'joe', INVITED, false)).toBe(came);
  expect(cameSince(folded(...rosters.toReversed()), 'joe', INVITED, false)).toBe(came);
});

it('where that will do, whom the first roster lists has come, but for who was there before', () => {
  expect(cameSince(folded({ seq: 12, who: ['joe'] }), 'joe', INVITED, true)).toBe(true);
  expect(cameSince(folded({ seq: 9, who: ['joe'] }, { seq: 12, who: ['joe'] }), 'joe', INVITED, true)).toBe(false);
  expect(cameSince(folded({ seq: 12, who: ['ann'] }), 'joe', INVITED, true)).toBe(false);
});
