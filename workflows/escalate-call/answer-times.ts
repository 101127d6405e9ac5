import type { CheckedInput } from '../contract/input.ts';
import { ANSWER_WINDOW_MS } from '../contract/policy.ts';

/** Graph gives no longer than its window, so a notification that claims to be older was received by a clock that is behind. */
const OLDEST_MS = ANSWER_WINDOW_MS;

/** Whatever the clocks say, one answer is sent, and has the time for its request (3 s) and the way to a worker. */
export const SHORTEST_ANSWER_MS = 4_000;

/** Below it a difference is the way from Graph's notification to the start, as good as always. */
const SKEW_WORTH_NAMING_MS = 2_000;

/**
 * Until when the call is answered, in ms of workflow time. `receivedAt` comes from another clock, the webhook's or the starter's:
 * it counts for at most 15 s before the start, and never after it.
 */
export function answerTimes(
  startedAt: number,
  { p2pCall, policy }: CheckedInput,
): { ringingSince: number; answerBy: number; answerWindowEnds: number } {
  const age = Math.min(Math.max(ageAt(startedAt, p2pCall.receivedAt), 0), OLDEST_MS);
  const atLeast = Math.min(policy.answerWithin, SHORTEST_ANSWER_MS);
  return {
    ringingSince: startedAt - age,
    answerBy: startedAt + Math.max(policy.answerWithin - age, atLeast),
    answerWindowEnds: startedAt - age + ANSWER_WINDOW_MS,
  };
}

/** What the timeline says of clocks that differ, or of a start that came late; undefined where they agree. */
export function clockSkewNote(startedAt: number, receivedAt: string | undefined): string | undefined {
  const age = ageAt(startedAt, receivedAt);
  if (Math.abs(age) <= SKEW_WORTH_NAMING_MS) return undefined;
  const seconds = (Math.abs(age) / 1000).toFixed(1);
  if (age < 0)
    return `The clock that received the call is ${seconds} s ahead of Temporal's: the answer window counts from the start`;
  const counted = age > OLDEST_MS ? `; ${OLDEST_MS / 1000} s of it count` : '';
  return `By the clock that received the call, it came in ${seconds} s before the start: a late start, or a clock that is behind Temporal's${counted}`;
}

function ageAt(startedAt: number, receivedAt: string | undefined): number {
  return receivedAt === undefined ? 0 : startedAt - Date.parse(receivedAt);
}
