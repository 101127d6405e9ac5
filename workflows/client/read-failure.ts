import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { isFailureType } from '../contract/result.ts';
import type { FailureKind } from './run-failed.ts';

/** What the SDK's errors say in our words. */
export interface Failure {
  kind: FailureKind;
  message: string;
  details: unknown;
  cause: Error;
}

/** The failure of a workflow or an update; undefined for anything else, such as a lost connection or an update that was refused. */
export function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError)) return undefined;
  const { cause } = error;
  if (cause instanceof CancelledFailure) return { kind: 'Cancelled', message: cause.message, details: undefined, cause };
  if (cause instanceof ApplicationFailure) {
    const { type, message, details } = cause;
    if (isFailureType(type)) return { kind: type, message, details: details?.[0], cause };
    if (type === UPDATE_CUT_OFF) return { kind: 'Terminated', message, details: undefined, cause };
  }
  // A starter in another language may have set an execution timeout, which ends the run like a termination.
  if (!(cause instanceof TerminatedFailure || cause instanceof TimeoutFailure)) return undefined;
  return { kind: 'Terminated', message: cause.message, details: undefined, cause };
}

/** The server's, for an update whose workflow closed before it was done; ours await their updates, so it was terminated. */
const UPDATE_CUT_OFF = 'AcceptedUpdateCompletedWorkflow';
