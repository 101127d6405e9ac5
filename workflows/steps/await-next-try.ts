import type { Escalation } from '../escalation/escalation.ts';
import { now } from '../escalation/now.ts';
import type { Request } from '../escalation/requests.ts';
import { waitUntil } from '../escalation/wait.ts';

/** In ms, before a second try, where Graph names no time; doubled with each try, up to the longest. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

export interface NextTry {
  /** Tries that Graph has certainly not processed; 0 before another attempt, which awaits Graph's `Retry-After` alone. */
  tries: number;
  /** In ms of workflow time: no try is begun after it. */
  latest: number;
  /** What makes a further try needless. */
  orElse: () => boolean;
  /** Whether the caller's hanging up and a cancellation break the wait off. */
  watchCaller: boolean;
}

/** Whether a request was certainly not processed, so that it may be sent again (rule 4): the only type of which that is so. */
export function wasNotTaken({ failure }: Request): boolean {
  return failure?.type === 'NotProcessed';
}

/**
 * Awaits the time at which a request may be sent again: what Graph's `Retry-After` names, and never before a pause that grows.
 * @returns false, at once, where that would be after `latest`
 * @throws {StoryStopped} when the caller has hung up or the run was cancelled, where `watchCaller`
 */
export async function awaitNextTry(e: Escalation, { failure }: Request, next: NextTry): Promise<boolean> {
  const pause = next.tries > 0 ? Math.min(FIRST_PAUSE * 2 ** (next.tries - 1), LONGEST_PAUSE) : 0;
  const at = Math.max(now(e) + pause, failure?.retryAt ?? 0);
  if (at <= now(e)) return true;
  if (at > next.latest) return false;
  await waitUntil(e, {
    what: 'Graph to take requests again',
    ready: next.orElse,
    until: () => at,
    watchCaller: next.watchCaller,
  });
  return true;
}
