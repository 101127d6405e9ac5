import { ActivityFailure, ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { ContinueAsNew, isCancellation } from '@temporalio/workflow';

/** Whether an error is one: a cancellation, the next run of a stay, and what is benign (a call that has ended, a keepAlive) are none. */
export function isFault(error: unknown): boolean {
  if (error instanceof ContinueAsNew || isCancellation(error)) return false;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return !(cause instanceof ApplicationFailure && cause.category === ApplicationFailureCategory.BENIGN);
}
