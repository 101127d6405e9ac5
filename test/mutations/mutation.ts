/** A mutation: one way to break the product, which a test must find. */
export interface Mutation {
  /** The step or rule that the test guards. */
  guards: string;
  /** What the broken program does. */
  does: string;
  file: string;
  /** Stands exactly once in the file, in these names or in others (`findPlace`). */
  from: string;
  to: string;
  /** The test file that must fail, or `SIMULATION`. */
  foundBy: string;
}

/** Found by simulated calls alone, of the seeds that CI plays, 1 to 10,000. */
export const SIMULATION = 'test/simulation/main.ts';
