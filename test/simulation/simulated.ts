import type { FaultInput } from '../graph-simulator/faults/fault.ts';

/** One simulated run: a call that is escalated, or a stay. */
export interface Simulated {
  of: 'calls' | 'stays';
  /** How it ended, in a word or two. */
  outcome: string;
  violations: string[];
  faults: readonly FaultInput[];
  /** What went wrong besides. */
  circumstances: string[];
  /** What was drawn, line for line what happened, and the result. */
  story: () => string[];
  /** The same run with less that goes wrong, each time something else left out. */
  simpler: (() => Promise<Simulated>)[];
}

/** The same run with as little as still breaks an invariant. */
export async function shrink(one: Simulated): Promise<Simulated> {
  for (const simplify of one.simpler) {
    const tried = await simplify();
    if (tried.violations.length > 0) return shrink(tried);
  }
  return one;
}
