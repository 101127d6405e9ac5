import type { CallEvent } from '../workflows/contract/events.ts';

/** Temporal warns of payloads from 256 kB on and refuses them above 2 MB. */
const LARGEST_SIGNAL = 200_000;

/** The events in as few signals as are small enough, in their order. */
export function splitSignals(events: readonly CallEvent[]): CallEvent[][] {
  const signals: CallEvent[][] = [];
  let size = Infinity;
  for (const event of events.flatMap(cutRoster)) {
    const length = sizeOf(event) + 1;
    if (size + length > LARGEST_SIGNAL) {
      signals.push([]);
      size = 2;
    }
    signals.at(-1)?.push(event);
    size += length;
  }
  return signals;
}

/** Of the list around a single event. */
const BRACKETS = 3;

/** A roster too large by itself is halved into deltas: they add up to the same people, only who is missing from all is not told. */
function cutRoster(event: CallEvent): CallEvent[] {
  if (event.type !== 'roster' || event.participants.length < 2 || sizeOf(event) + BRACKETS <= LARGEST_SIGNAL) return [event];
  const half = Math.ceil(event.participants.length / 2);
  const halves = [event.participants.slice(0, half), event.participants.slice(half)];
  return halves.flatMap((participants) => cutRoster({ ...event, extent: 'delta', participants }));
}

/** Bytes. */
function sizeOf(event: CallEvent): number {
  return Buffer.byteLength(JSON.stringify(event));
}
