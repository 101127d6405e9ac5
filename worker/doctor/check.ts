import { toError } from '../../workflows/contract/errors.ts';
import type { Line } from './line.ts';
import type { Setup } from './setup.ts';

/** One part of the examination. */
export interface Check {
  name: string;
  examine(setup: Setup): Promise<Line[]>;
}

/** Looks first, then judges only by what was seen: `judge` is a pure function that can be tested on its own. */
export function check<Seen>(name: string, look: (setup: Setup) => Promise<Seen>, judge: (seen: Seen) => Line[]): Check {
  return { name, examine: async (setup) => judge(await look(setup)) };
}

/** What `attempt` found, or why it found nothing. */
export type Attempted<T> = { found: T } | { failed: Error };

export async function attempt<T>(look: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { found: await look() };
  } catch (error) {
    return { failed: toError(error) };
  }
}
