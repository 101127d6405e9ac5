import type { Leg } from '../call/leg.ts';
import type { RequestFailure } from './requests.ts';
import type { NotEscalatedReason, ResultInfo } from '../contract/result.ts';

/** Why the story breaks off: a way for a call to end, a failure that an operator must mend, or a cancellation. */
export type Stop =
  | { kind: 'p2pEnded' }
  | { kind: 'multipartyEnded'; leg: Leg }
  | { kind: 'reason'; reason: NotEscalatedReason; resultInfo?: ResultInfo }
  | { kind: 'failure'; failure: RequestFailure }
  | { kind: 'cancelled' };

/** Carries a stop out of the story. An error only because that is how JavaScript leaves nested functions. */
export class StoryStopped extends Error {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(`The escalation stops: ${stop.kind}`);
    this.name = 'StoryStopped';
    this.stop = stop;
  }
}
