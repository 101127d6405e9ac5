import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ROSTER, foldRoster, type Roster } from '../../../workflows/call/roster.ts';
import { isDeltaMissing } from '../../../workflows/call/roster-deltas.ts';
import type { RosterEvent } from '../../../workflows/contract/events.ts';

interface Numbered {
  extent: 'full' | 'delta';
  source: 'notification' | 'probe';
  number?: number;
  seq: number;
}

const event = ({ extent, source, number }: Numbered): RosterEvent => ({
  type: 'roster',
  callId: 'm',
  at: '2026-01-31T12:00:00Z',
  extent,
  source,
  participants: [{ id: 'a', inLobby: false }],
  ...(number !== undefined && { sequenceNumber: number }),
});
const folded = (all: readonly Numbered[]): Roster =>
  all.reduce((roster, one) => foldRoster(roster, event(one), one.seq), EMPTY_ROSTER);
const delta = (number: number, seq: number): Numbered => ({ extent: 'delta', source: 'notification', number, seq });
const full = (number: number, seq: number): Numbered => ({ extent: 'full', source: 'notification', number, seq });
const read = (seq: number): Numbered => ({ extent: 'full', source: 'probe', seq });

describe('a numbered roster is missing', () => {
  it.each<[string, Numbered[], boolean]>([
    ['not where they follow one another', [delta(4, 1), delta(5, 2), delta(6, 3)], false],
    ['where one is left out', [delta(4, 1), delta(6, 2)], true],
    ['not once it comes late', [delta(4, 1), delta(6, 2), delta(5, 3)], false],
    ['not where a full one tells of all', [delta(4, 1), delta(6, 2), full(6, 3)], false],
    ['where it is newer than the full one', [full(4, 1), delta(6, 2)], true],
    ['not after a read', [delta(4, 1), delta(6, 2), read(3)], false],
    ['where the read was begun before', [delta(4, 1), read(2), delta(6, 3)], true],
    ['not where nothing has a number', [{ extent: 'delta', source: 'notification', seq: 1 }, read(2)], false],
  ])('%s', (_, all, missing) => {
    expect(isDeltaMissing(folded(all))).toBe(missing);
  });

  it('whatever order they came in', () => {
    const one = fc.record({
      extent: fc.constantFrom<'full' | 'delta'>('full', 'delta'),
      source: fc.constantFrom<'notification' | 'probe'>('notification', 'probe'),
      number: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(one, fc.nat()), { maxLength: 10 }), (drawn) => {
        const all = drawn.map(([each, key], index) => ({ ...each, seq: index + 1, key }));
        expect(folded(all.toSorted((a, b) => a.key - b.key))).toEqual(folded(all));
      }),
    );
  });
});
