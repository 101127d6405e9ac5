import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitSignals } from '../../webhook/signal-batch.ts';
import type { CallEvent, RosterEvent } from '../../workflows/contract/events.ts';

const at = '2026-11-23T10:00:00.000Z';
const bytesOf = (events: CallEvent[]) => Buffer.byteLength(JSON.stringify(events));

/** `people` with ids of `length` characters, which differ in their first. */
const roster = (people: number, length: number, number = 0): RosterEvent => ({
  type: 'roster',
  callId: 'call',
  at,
  extent: 'full',
  source: 'notification',
  sequenceNumber: number,
  participants: Array.from({ length: people }, (_, person) => ({
    id: `${number}-${person}-`.padEnd(length, 'é'),
    inLobby: false,
  })),
});
const idsOf = (events: CallEvent[]) =>
  events.flatMap((event) => (event.type === 'roster' ? event.participants.map(({ id }) => id) : []));

it('leaves what is small as it is: a roster of 300 is one signal', () => {
  const events = [roster(300, 36), roster(1, 36)];
  expect(splitSignals(events)).toEqual([events]);
});

it('keeps every signal below 200 kB, and loses nobody, whatever the length of the ids', () => {
  const rosters = fc.array(fc.record({ people: fc.integer({ min: 0, max: 1_000 }), length: fc.integer({ min: 10, max: 300 }) }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(rosters, (sizes) => {
      const events = sizes.map(({ people, length }, number) => roster(people, length, number));
      const signals = splitSignals(events);
      for (const signal of signals) expect(bytesOf(signal)).toBeLessThanOrEqual(200_000);
      expect(idsOf(signals.flat())).toEqual(idsOf(events));
    }),
    { numRuns: 20 },
  );
});

it('calls a piece of a roster a delta: a full one would say of all others that they have left', () => {
  const pieces = splitSignals([roster(5_000, 36, 7)]).flat();
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.every((piece) => piece.type === 'roster' && piece.extent === 'delta' && piece.sequenceNumber === 7)).toBe(true);
});
