import { toError } from '../../workflows/contract/errors.ts';
import type { Line } from './line.ts';
import type { SetUp } from './set-up.ts';

/** One thing that is examined. */
export interface Check {
  name: string;
  examine(setUp: SetUp): Promise<Line[]>;
}

/** Looks first, and judges then by nothing but what was seen: the verdict is a pure function, and can be tested alone. */
export function check<Seen>(name: string, look: (setUp: SetUp) => Promise<Seen>, judge: (seen: Seen) => Line[]): Check {
  return { name, examine: async (setUp) => judge(await look(setUp)) };
}

/** What was found, or why nothing was. */
export type Looked<T> = { found: T } | { failed: Error };

export async function attempt<T>(look: () => Promise<T>): Promise<Looked<T>> {
  try {
    return { found: await look() };
  } catch (error) {
    return { failed: toError(error) };
  }
}

/** An error's message with those of its causes: `fetch failed` alone says nothing. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors.map(whyOf).join('; ') : undefined;
  const own = error.message || inner || ('code' in error ? String(error.code) : error.name);
  return error.cause === undefined ? own : `${own}: ${whyOf(error.cause)}`;
}
