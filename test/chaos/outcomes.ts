import type { Ending } from '../invariants/ended-call.ts';
import { countOutcome, linesOfOutcomes, type OutcomeTable } from '../invariants/outcome-table.ts';
import type { MadeCall } from './make-call.ts';

/** The outcome, the reason, or the failure's type. */
export function outcomeOf(ending: Ending): string {
  if (ending.is === 'failed') return `failed: ${ending.type}`;
  if (ending.is !== 'completed') return ending.is;
  return ending.result.outcome === 'escalated'
    ? ending.result.stayingIn
      ? 'escalated, stayed'
      : 'escalated'
    : ending.result.reason;
}

/** How the calls ended, by what went wrong for them: a line each. */
export function outcomesByFault(calls: readonly { made: MadeCall; ending: Ending }[]): string[] {
  const table: OutcomeTable = {};
  for (const { made, ending } of calls) {
    const { plan, startedBy } = made;
    countOutcome(table, outcomeOf(ending), plan.faults, [
      ...(plan.cancelAt === undefined ? [] : ['cancelled by a caller']),
      ...(startedBy === 'webhook' ? [] : [`started by ${startedBy}`]),
    ]);
  }
  return linesOfOutcomes(table);
}
