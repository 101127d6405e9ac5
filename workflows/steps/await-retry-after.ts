import type { Escalation } from '../escalation/escalation.ts';
import { now } from '../escalation/now.ts';
import type { Request } from '../escalation/requests.ts';
import { waitUntil } from '../escalation/wait.ts';

/**
 * Awaits the time that Graph's `Retry-After` names, where it lies beyond the deadline of the request that it refused: Temporal
 * then gives the request up at once, and the next one would come too early (design, rule 8).
 * @param latest in ms of workflow time
 * @param orElse what makes the next request needless
 * @returns false, at once, where Graph takes nothing before `latest`
 * @throws {StoryStopped} when the caller has hung up or the run was cancelled
 */
export async function awaitRetryAfter(
  e: Escalation,
  { failure }: Request,
  latest: number,
  orElse: () => boolean,
): Promise<boolean> {
  const retryAt = failure?.retryAt ?? 0;
  if (retryAt <= now(e)) return true;
  if (retryAt > latest) return false;
  await waitUntil(e, { what: 'Graph to take requests again', ready: orElse, until: () => retryAt, watchCaller: true });
  return true;
}
