import type { LateLegInput } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import type { EscalateCallInput } from '../workflows/contract/input.ts';

/** The outcome of a request to Temporal. `refused`: for good, a retry would be refused as well. */
export type Delivery = 'stored' | 'noOpenRun' | 'alreadyStarted' | 'refused';

/** Temporal cannot be reached, or not in time; answered 503. */
export class TemporalUnavailable extends Error {
  constructor(cause: unknown) {
    super('Temporal did not accept a request in time; is it up, and are TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE correct?', {
      cause,
    });
    this.name = 'TemporalUnavailable';
  }
}

/** What the webhook needs of Temporal. Each method throws `TemporalUnavailable` if there is no answer within `withinMs`. */
export interface TemporalPort {
  /** Signals the open run with that id, whichever run it is. */
  signal(workflowId: string, events: readonly CallEvent[], withinMs: number): Promise<Delivery>;
  /** Starts `escalateCall` with the events as its first signal, or signals the one that runs. */
  startEscalation(input: EscalateCallInput, events: readonly CallEvent[], withinMs: number): Promise<Delivery>;
  /** Starts `hangUpLateLeg`, unless it runs. */
  hangUpLateLeg(leg: LateLegInput, withinMs: number): Promise<Delivery>;
  /** Whether Temporal answers, and has our namespace. */
  isReachable(): Promise<boolean>;
}
