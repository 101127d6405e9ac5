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

/** Simulates `count` calls, of the seeds from `first` on. `begin` is told of each. */
export async function simulateRange(
  first: number,
  count: number,
  begin: (seed: number) => void = () => {},
): Promise<RangeReport> {
  const report: RangeReport = { runs: count, outcomes: {}, broken: [] };
  for (let seed = first; seed < first + count; seed++) {
    begin(seed);
    const call = await simulateSeed(seed).catch(asError);
    if (call instanceof Error) {
      report.broken.push({ seed, violations: [call.message] });
      continue;
    }
    const { faults, cancelAt, workerDies, webhookDown, circumstances = {} } = call.scenario;
    countOutcome(report.outcomes, outcomeOf(call), faults, [
      ...(cancelAt === undefined ? [] : ['cancelled by a caller']),
      ...(workerDies > 0 ? ['workers die'] : []),
      ...(webhookDown > 0 ? ['webhook down now and then'] : []),
      ...(wasStartedAgain(call) ? ['started again'] : []),
      ...Object.keys(circumstances).map((name) => `circumstance: ${name}`),
    ]);
    const violations = allViolations(call);
    if (violations.length > 0) report.broken.push({ seed, violations });
  }
  return report;
}

/** What workflow code throws where Temporal would fail the task: it must cost one seed, not all. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
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

function wasStartedAgain({ run, runs }: SimulatedCall): boolean {
  return runs.some((one) => one.workflowId === run?.workflowId && one !== run);
}
