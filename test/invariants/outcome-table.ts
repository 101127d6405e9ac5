import type { FaultInput } from '../graph-simulator/faults/fault.ts';

/** How often calls ended in which way, by what went wrong for them. A call with several faults counts for each of them. */
export type OutcomeTable = Record<string, Record<string, number>>;

/** What a table may count, and the first of its rows. */
const ALL = { calls: 'all calls', stays: 'all stays' };
const isAll = (row: string) => row === ALL.calls || row === ALL.stays;

/** Counts one call, or one stay. `circumstances`: what went wrong besides its faults. */
export function countOutcome(
  table: OutcomeTable,
  outcome: string,
  faults: readonly FaultInput[],
  circumstances: readonly string[] = [],
  of: keyof typeof ALL = 'calls',
): void {
  const rows = faults.length === 0 ? ['no fault of its own'] : faults.map(nameOf);
  const named = [...rows, ...circumstances].map((row) => (of === 'calls' ? row : `stay, ${row}`));
  for (const row of new Set([ALL[of], ...named])) add(table, row, outcome, 1);
}

export function mergeOutcomes(tables: readonly OutcomeTable[]): OutcomeTable {
  const merged: OutcomeTable = {};
  for (const [row, outcomes] of tables.flatMap((table) => Object.entries(table)))
    for (const [outcome, times] of Object.entries(outcomes)) add(merged, row, outcome, times);
  return merged;
}

/** A line for each fault, that of all calls first; of each the most frequent outcome first. */
export function linesOfOutcomes(table: OutcomeTable): string[] {
  return Object.entries(table)
    .sort(([a], [b]) => Number(isAll(b)) - Number(isAll(a)) || a.localeCompare(b))
    .map(([row, outcomes]) => {
      const sorted = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
      const calls = sorted.reduce((sum, [, times]) => sum + times, 0);
      return `${row.padEnd(44)} ${String(calls).padStart(6)}   ${sorted.map((entry) => entry.join(' ')).join(', ')}`;
    });
}

function add(table: OutcomeTable, row: string, outcome: string, times: number): void {
  const outcomes = (table[row] ??= {});
  outcomes[outcome] = (outcomes[outcome] ?? 0) + times;
}

function nameOf(fault: FaultInput): string {
  if ('quirk' in fault) return `quirk ${fault.quirk}`;
  if ('request' in fault) return `request ${fault.do}${fault.do === 'reply' ? ` ${fault.status}` : ''}: ${fault.request}`;
  if ('notification' in fault) return `notification ${fault.do}`;
  if ('invite' in fault) return `invite ${fault.invite}`;
  if ('person' in fault) return `person ${fault.answers}`;
  if ('meeting' in fault) return `meeting: ${fault.meeting.do}`;
  if ('lobby' in fault) return `lobby: ${fault.lobby}`;
  if ('caller' in fault) return `caller hangs up, ${fault.told === false ? 'not told' : 'told'}`;
  return `${fault.leg} leg: ${fault.do}`;
}
