import type { Escalation } from './escalation.ts';

/**
 * Takes the requests for the caller back. One that waits for its next try ends; one that is under way runs to its end, for its
 * response tells what it has made.
 */
export function stopTrying({ askedForCaller }: Escalation): void {
  for (const scope of askedForCaller) scope.cancel();
}
