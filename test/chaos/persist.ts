import { isGrpcServiceError } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';

const PAUSE = 300;

/** Asks Temporal again while it is away, for `ms` at most: whoever needs it waits for it. Other errors are thrown at once. */
export async function persist<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || Date.now() >= until) throw error;
      await pause(PAUSE);
    }
  }
}

const UNKNOWN = 2;
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;
const CANCELLED = 1;

/** Whether Temporal was away, or died over the request. The client wraps gRPC's error in its own. */
export function isAway(error: unknown): boolean {
  if (isGrpcServiceError(error)) return [CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, UNAVAILABLE].includes(error.code);
  return error instanceof Error && error.cause !== undefined && isAway(error.cause);
}
