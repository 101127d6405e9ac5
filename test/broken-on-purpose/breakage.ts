/** One way in which the product was broken on purpose, to see a test fail. */
export interface Breakage {
  /** The step or rule that the test guards. */
  guards: string;
  /** What the broken program does. */
  does: string;
  file: string;
  /** Stands exactly once in the file. */
  from: string;
  to: string;
  /** The test file that must fail, or `SIMULATION`. */
  foundBy: string;
}

/** Found by simulated calls alone, of the seeds 1 to 20,000 at most. */
export const SIMULATION = 'test/simulation/main.ts';
