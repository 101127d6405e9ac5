import { countOutcome, type OutcomeTable } from '../invariants/outcome-table.ts';
import { createRandom } from './random.ts';
import { drawScenario } from './scenario.ts';
import type { Simulated } from './simulated.ts';
import { simulatedCall } from './simulated-call.ts';
import { drawStay } from './staying/draw-stay.ts';
import { simulatedStay } from './staying/simulated-stay.ts';

export interface RangeReport {
  runs: number;
  outcomes: OutcomeTable;
  /** Seeds that broke an invariant, with what they broke. */
  broken: { seed: number; violations: string[] }[];
}

/** Simulates `count` runs, of the seeds from `first` on. `begin` is told of each. */
export async function simulateRange(
  first: number,
  count: number,
  begin: (seed: number) => void = () => {},
): Promise<RangeReport> {
  const report: RangeReport = { runs: count, outcomes: {}, broken: [] };
  for (let seed = first; seed < first + count; seed++) {
    begin(seed);
    const simulated = await simulateSeed(seed).catch(asError);
    if (simulated instanceof Error) {
      report.broken.push({ seed, violations: [simulated.message] });
      continue;
    }
    countOutcome(report.outcomes, simulated.outcome, simulated.faults, simulated.circumstances, simulated.of);
    const { violations } = simulated;
    if (violations.length > 0) report.broken.push({ seed, violations });
  }
  return report;
}

/** What workflow code throws where Temporal would fail the task: it must cost one seed, not all. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** A third of the seeds are stays. What the others meant before there were any, they still mean. */
const STAYS_EACH = 3;

export function simulateSeed(seed: number): Promise<Simulated> {
  const random = createRandom(seed);
  return seed % STAYS_EACH === 0 ? simulatedStay(drawStay(seed, random)) : simulatedCall(drawScenario(seed, random));
}
