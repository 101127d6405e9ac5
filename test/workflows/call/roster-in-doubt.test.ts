import { describe, expect, it } from 'vitest';
import { leavesSomebodyOut, placeNow } from '../../../workflows/call/people-in-roster.ts';
import { EMPTY_ROSTER, foldRoster, type Roster } from '../../../workflows/call/roster.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

type One = Partial<Pick<RosterEvent, 'extent' | 'source' | 'sequenceNumber'>> & { who?: string[]; waiting?: string[] };

const folded = (...all: One[]): Roster =>
  all.reduce<Roster>((roster, { who = [], waiting = [], extent = 'full', source = 'notification', ...more }, index) => {
    const participants = [who.map((id) => ({ id, inLobby: false })), waiting.map((id) => ({ id, inLobby: true }))].flat();
    const event: RosterEvent = { type: 'roster', callId: 'm', at: '2026-01-31T12:00:00Z', extent, source, participants, ...more };
    return foldRoster(roster, event, index + 1);
  }, EMPTY_ROSTER);

describe('a roster of everybody leaves somebody out', () => {
  it.each<[string, Roster, boolean]>([
    ['not where all are listed', folded({ who: ['a', 'b'] }, { who: ['a', 'b'] }), false],
    ['where one is not, and nothing says which is newer', folded({ who: ['a', 'b'] }, { who: ['a'] }), true],
    ['not in a delta', folded({ who: ['a', 'b'] }, { who: ['a'], extent: 'delta' }), false],
    [
      'not where its number says that they are gone',
      folded({ who: ['a', 'b'], sequenceNumber: 1 }, { who: ['a'], sequenceNumber: 2 }),
      false,
    ],
    [
      'where its number, which is that of its people, has not grown',
      folded({ who: ['a', 'b'], sequenceNumber: 2 }, { who: ['a'], sequenceNumber: 1 }),
      true,
    ],
    ['not once it was read', folded({ who: ['a', 'b'] }, { who: ['a'] }, { who: ['a'], source: 'probe' }), false],
    [
      'where it lists in the lobby alone somebody who is in, for the device that is may have left',
      folded({ who: ['a', 'b'], waiting: ['b'], sequenceNumber: 3 }, { who: ['a'], waiting: ['b'], sequenceNumber: 3 }),
      true,
    ],
    [
      'where a delta does',
      folded({ who: ['a', 'b'], sequenceNumber: 3 }, { waiting: ['b'], extent: 'delta', sequenceNumber: 3 }),
      true,
    ],
    ['not where it lists both devices', folded({ who: ['a', 'b'] }, { who: ['a', 'b'], waiting: ['b'] }), false],
    [
      'not of somebody in the lobby, once that was read',
      folded({ who: ['b'], sequenceNumber: 3 }, { waiting: ['b'], sequenceNumber: 3 }, { waiting: ['b'], source: 'probe' }),
      false,
    ],
    ['not where they are listed again', folded({ who: ['a', 'b'] }, { who: ['a'] }, { who: ['a', 'b'] }), false],
  ])('%s', (_, roster, isSo) => {
    expect(leavesSomebodyOut(roster)).toBe(isSo);
  });

  it('and takes nobody away by itself', () => {
    expect(placeNow(folded({ who: ['a', 'b'] }, { who: ['a'] }), 'b')).toBe('in');
  });
});

it('somebody whose other device left under the same number is where the rest of them is, once that was read', () => {
  const rosters: [Partial<RosterEvent>, boolean[]][] = [
    [{ source: 'notification', sequenceNumber: 3 }, [false, true]],
    [{ source: 'probe' }, [true]],
    [{ source: 'notification', sequenceNumber: 3 }, [true]],
  ];
  const roster = rosters.reduce<Roster>((known, [more, lobbies], index) => {
    const participants = lobbies.map((inLobby) => ({ id: 'a', inLobby }));
    const event = { type: 'roster', callId: 'm', at: '2026-01-31T12:00:00Z', extent: 'full', source: 'notification' } as const;
    return foldRoster(known, { ...event, participants, ...more }, index + 1);
  }, EMPTY_ROSTER);
  expect(placeNow(roster, 'a')).toBe('inLobby');
});
