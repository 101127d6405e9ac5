import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure, WorkflowFailedError } from '@temporalio/client';
import type { EscalationFailureDetails, EscalationFailureType } from '../contract/result.ts';

/** How an escalation can end without a result. */
export type FailureKind = EscalationFailureType | 'Cancelled' | 'Terminated';

/** An escalation that ended without a result: failed (an operator must fix something), cancelled or terminated. */
export class EscalationFailed extends Error {
  readonly kind: FailureKind;
  readonly workflowId: string;
  /** The state of the calls; undefined after a cancellation (use the query) and a termination (no code ran). */
  readonly details: EscalationFailureDetails | undefined;

  constructor(
    kind: FailureKind,
    workflowId: string,
    message: string,
    details?: EscalationFailureDetails,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EscalationFailed';
    this.kind = kind;
    this.workflowId = workflowId;
    this.details = details;
  }
}

/** The `EscalationFailed` for what the SDK's `result()` throws; anything else, such as a lost connection, as it is. */
export function toEscalationFailed(workflowId: string, error: unknown): unknown {
  if (!(error instanceof WorkflowFailedError)) return error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) {
    return new EscalationFailed('Cancelled', workflowId, 'The escalation was cancelled; its own legs were hung up', undefined, {
      cause,
    });
  }
  if (cause instanceof ApplicationFailure && isFailureType(cause.type)) {
    return new EscalationFailed(cause.type, workflowId, cause.message, detailsOf(cause), { cause });
  }
  // A starter in another language may have set an execution timeout, which ends the run like a termination.
  if (!(cause instanceof TerminatedFailure || cause instanceof TimeoutFailure)) return error;
  const why = 'The escalation was terminated: no code ran, so its own legs may stay alive until Graph ends them after 45 minutes';
  return new EscalationFailed('Terminated', workflowId, why, undefined, { cause });
}

const TYPES: readonly string[] = [
  'InvalidInput',
  'PermissionMissing',
  'TenantMismatch',
  'CredentialsRejected',
  'RequestRejected',
] satisfies EscalationFailureType[];

function isFailureType(type: string | null | undefined): type is EscalationFailureType {
  return TYPES.includes(type ?? '');
}

function detailsOf(failure: ApplicationFailure): EscalationFailureDetails | undefined {
  const details: unknown = failure.details?.[0];
  return isDetails(details) ? details : undefined;
}

function isDetails(details: unknown): details is EscalationFailureDetails {
  return typeof details === 'object' && details !== null && 'p2pCallId' in details && 'timeline' in details;
}
