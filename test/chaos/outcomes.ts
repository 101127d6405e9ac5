import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { Ending } from '../invariants/ended-call.ts';
import type { MadeCall } from './make-call.ts';

/** The outcome, the reason, or the failure's type. */
export function outcomeOf(ending: Ending): string {
  if (ending.is === 'failed') return `failed: ${ending.type}`;
  if (ending.is !== 'completed') return ending.is;
  return ending.result.outcome === 'escalated' ? 'escalated' : ending.result.reason;
}

/** How the calls ended, by what went wrong for them: a line each. A call with several faults counts for each of them. */
export function outcomesByFault(calls: readonly { made: MadeCall; ending: Ending }[]): string[] {
  const table = new Map<string, string[]>();
  for (const { made, ending } of calls) {
    for (const row of new Set(['all calls', ...rowsOf(made)])) {
      table.set(row, [...(table.get(row) ?? []), outcomeOf(ending)]);
    }
  }
  return [...table]
    .sort(([a], [b]) => Number(b === 'all calls') - Number(a === 'all calls') || a.localeCompare(b))
    .map(([row, outcomes]) => `${row.padEnd(36)} ${String(outcomes.length).padStart(5)}   ${counted(outcomes)}`);
}

function rowsOf({ plan, startedBy }: MadeCall): string[] {
  const faults = plan.faults.map(nameOf);
  return [
    ...(faults.length === 0 ? ['no fault of its own'] : faults),
    ...(plan.cancelAt === undefined ? [] : ['cancelled by a caller']),
    ...(startedBy === 'webhook' ? [] : [`started by ${startedBy}`]),
  ];
}

function counted(outcomes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ');
}

function nameOf(fault: FaultInput): string {
  if ('quirk' in fault) return `quirk ${fault.quirk}`;
  if ('request' in fault) return `request ${fault.do}${fault.do === 'reply' ? ` ${fault.status}` : ''}: ${fault.request}`;
  if ('notification' in fault) return `notification ${fault.do}`;
  if ('invite' in fault) return `invite ${fault.invite}`;
  if ('lobby' in fault) return `lobby: ${fault.lobby}`;
  if ('caller' in fault) return `caller hangs up, ${fault.told === false ? 'not told' : 'told'}`;
  return `${fault.leg} leg: ${fault.do}`;
}
