import { now } from './clock.ts';
import type { Request } from './request.ts';
import type { Run } from './run.ts';
import { waitUntil } from './wait.ts';

/** Before a second try, where Graph names no time; doubled with each try, up to the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

export interface NextTry {
  /** Tries that Graph has certainly not processed; 0 before another attempt, which awaits Graph's `Retry-After` alone. */
  tries: number;
  /** In ms of workflow time: no try is begun after it. */
  latest: number;
  /** What makes a further try needless. */
  orElse: () => boolean;
  /** As of a wait. */
  interruption?: () => Error | undefined;
}

/** Whether a request was certainly not processed, so that it may be sent again (rule 4): the only type of which that is so. */
export function wasNotTaken({ failure }: Request): boolean {
  return failure?.type === 'NotProcessed';
}

/**
 * Awaits the time at which a request may be sent again: what Graph's `Retry-After` names, and never before a pause that grows.
 * @returns false, at once, where that would be after `latest`
 * @throws {Error} the interruption
 */
export async function awaitNextTry(run: Run, { failure }: Request, next: NextTry): Promise<boolean> {
  const pause = next.tries > 0 ? Math.min(FIRST_PAUSE_MS * 2 ** (next.tries - 1), LONGEST_PAUSE_MS) : 0;
  const at = Math.max(now(run) + pause, failure?.retryAt ?? 0);
  if (at <= now(run)) return true;
  if (at > next.latest) return false;
  await waitUntil(run, {
    what: 'Graph to take requests again',
    ready: next.orElse,
    until: () => at,
    ...(next.interruption && { interruption: next.interruption }),
  });
  return true;
}
