import type { EscalationFailureType } from '../contract/result.ts';

/** How a workflow can end without a result. */
export type FailureKind = EscalationFailureType | 'Cancelled' | 'Terminated';

/** A workflow, or an update of one, that ended without a result: failed (an operator must fix something), cancelled or terminated. */
export abstract class RunFailed<Details = unknown> extends Error {
  readonly kind: FailureKind;
  readonly workflowId: string;
  /** What the workflow had come to know; undefined after a cancellation (use the query) and a termination (no code ran). */
  readonly details: Details | undefined;

  constructor(kind: FailureKind, workflowId: string, message: string, details?: Details, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.workflowId = workflowId;
    this.details = details;
  }
}
