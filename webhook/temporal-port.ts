import type { LateLegInput } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import type { EscalateCallInput } from '../workflows/contract/input.ts';

/** What became of a message to Temporal. `refused`: for good, so that a repetition would be refused too. */
export type Delivery = 'stored' | 'noOpenRun' | 'alreadyStarted' | 'refused';

/** Temporal cannot be reached, or not in time; answered 503. */
export class TemporalUnavailable extends Error {
  constructor(cause: unknown) {
    super('Temporal did not take a message in time; is it up, and are TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE right?', { cause });
    this.name = 'TemporalUnavailable';
  }
}

/** The webhook's view of Temporal. Each throws `TemporalUnavailable` when it had no answer within `withinMs`. */
export interface TemporalPort {
  /** To the open run of that id, whichever it is. */
  signal(workflowId: string, events: readonly CallEvent[], withinMs: number): Promise<Delivery>;
  /** Starts `escalateCall` with the events as its first signal, or signals the one that runs. */
  startEscalation(input: EscalateCallInput, events: readonly CallEvent[], withinMs: number): Promise<Delivery>;
  /** Starts `hangUpLateLeg`, unless it runs. */
  hangUpLateLeg(leg: LateLegInput, withinMs: number): Promise<Delivery>;
  /** Whether Temporal answers, and has our namespace. */
  isReachable(): Promise<boolean>;
}
