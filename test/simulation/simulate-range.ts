import { allViolations } from './all-violations.ts';
import { countOutcome, type OutcomeTable } from '../invariants/outcome-table.ts';
import { createRandom } from './random.ts';
import { drawScenario } from './scenario.ts';
import { type SimulatedCall, simulateCall } from './simulate-call.ts';

export interface RangeReport {
  runs: number;
  outcomes: OutcomeTable;
  /** Seeds that broke an invariant, with what they broke. */
  broken: { seed: number; violations: string[] }[];
}

/** Simulates `count` calls, of the seeds from `first` on. */
export async function simulateRange(first: number, count: number): Promise<RangeReport> {
  const report: RangeReport = { runs: count, outcomes: {}, broken: [] };
  for (let seed = first; seed < first + count; seed++) {
    const call = await simulateSeed(seed);
    const { faults, cancelAt, workerDies, webhookDown } = call.scenario;
    countOutcome(report.outcomes, outcomeOf(call), faults, [
      ...(cancelAt === undefined ? [] : ['cancelled by a caller']),
      ...(workerDies > 0 ? ['workers die'] : []),
      ...(webhookDown > 0 ? ['webhook down now and then'] : []),
    ]);
    const violations = allViolations(call);
    if (violations.length > 0) report.broken.push({ seed, violations });
  }
  return report;
}

export function simulateSeed(seed: number): Promise<SimulatedCall> {
  return simulateCall(drawScenario(seed, createRandom(seed)));
}

/** The outcome, the reason, or the failure's type. */
export function outcomeOf({ run }: SimulatedCall): string {
  const outcome = run?.outcome;
  if (!outcome) return 'none';
  if ('failure' in outcome) return `failure ${'type' in outcome.failure ? String(outcome.failure.type) : outcome.failure.name}`;
  const { result } = outcome;
  if (typeof result !== 'object' || result === null) return 'nothing';
  return String('reason' in result ? result.reason : 'outcome' in result ? result.outcome : 'nothing');
}
