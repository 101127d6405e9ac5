import type { Leg } from '../call/leg.ts';
import type { NotEscalatedReason } from '../contract/result.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import type { RequestFailure } from '../run/request-failure.ts';
import type { Move } from './move.ts';

/** Why an escalation gives up its steps: a way for a call to end, a failure that an operator must fix, or a cancellation. */
export type AbortCause =
  | { kind: 'p2pEnded' }
  | { kind: 'multipartyEnded'; leg: Leg }
  | { kind: 'reason'; reason: NotEscalatedReason; resultInfo?: ResultInfo }
  /** Nothing said in time whether the caller was moved. */
  | { kind: 'moveUntold'; move: Move }
  | { kind: 'failure'; failure: RequestFailure }
  | { kind: 'cancelled' };

/** Carries the cause out of the steps. An error only because that is how JavaScript leaves nested functions. */
export class EscalationAborted extends Error {
  readonly abortCause: AbortCause;

  constructor(abortCause: AbortCause) {
    super(`The escalation is given up: ${abortCause.kind}`);
    this.name = 'EscalationAborted';
    this.abortCause = abortCause;
  }
}
