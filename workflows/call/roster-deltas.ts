import type { RosterEvent } from '../contract/events.ts';

/**
 * The numbers of the delta rosters. One that is missing was lost, or is late: either way what it says is not known, and the roster
 * is to be read anew. The same for the same set of events, in whatever order they came.
 */
export interface Deltas {
  /** Up to here nothing can be missing: everything was told by the numbers themselves, by a full roster, or by a read. */
  base?: number;
  /** `seq` of each number above it. */
  above: Record<string, number>;
}

/** @param seq when it was received; for a probe: when its GET was begun */
export function foldDelta(known: Deltas | undefined, event: RosterEvent, seq: number): Deltas | undefined {
  const { sequenceNumber, extent, source } = event;
  if (sequenceNumber === undefined) return known;
  const deltas = known ?? { above: {} };
  // What a read has for its number is the highest of its people's: the roster's own is at least that.
  if (extent === 'full') return raised(deltas, sequenceNumber);
  if (source === 'probe' || sequenceNumber <= (deltas.base ?? -1)) return deltas;
  const at = Math.min(deltas.above[sequenceNumber] ?? seq, seq);
  return closed({ ...deltas, above: { ...deltas.above, [sequenceNumber]: at } });
}

/** What came before the latest read is told by it. @param readSeq `seq` at which it was begun */
export function withoutOldDeltas(deltas: Deltas, readSeq: number | undefined): Deltas {
  if (readSeq === undefined) return deltas;
  const told = numbersOf(deltas).filter((number) => (deltas.above[number] ?? 0) <= readSeq);
  return told.length > 0 ? raised(deltas, Math.max(...told)) : deltas;
}

/** Whether a number is missing among those that came since the last read. */
export function isDeltaMissing({ deltas }: { deltas?: Deltas }): boolean {
  if (!deltas) return false;
  const numbers = numbersOf(deltas);
  if (numbers.length === 0) return false;
  if (deltas.base !== undefined) return true;
  return Math.max(...numbers) - Math.min(...numbers) + 1 > numbers.length;
}

function raised(deltas: Deltas, to: number): Deltas {
  const base = Math.max(deltas.base ?? to, to);
  const above = Object.fromEntries(Object.entries(deltas.above).filter(([number]) => Number(number) > base));
  return closed({ base, above });
}

/** The numbers that follow one another from the base on raise it. */
function closed({ base, above }: Deltas): Deltas {
  if (base === undefined) return { above };
  let next = base;
  while (String(next + 1) in above) next += 1;
  if (next === base) return { base, above };
  return { base: next, above: Object.fromEntries(Object.entries(above).filter(([number]) => Number(number) > next)) };
}

function numbersOf({ above }: Deltas): number[] {
  return Object.keys(above).map(Number);
}
