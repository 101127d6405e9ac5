import type { CheckedInput } from '../contract/input.ts';
import type { CallEvent } from '../contract/events.ts';
import type { Escalated, EscalationStatus } from '../contract/result.ts';
import type { Guest } from '../run/inviting/party.ts';
import type { AbortableRequest } from '../run/request.ts';
import type { Run } from '../run/run.ts';

/** One run of `escalateCall`. */
export interface Escalation {
  readonly input: CheckedInput;
  /** What the engine knows and does. */
  readonly run: Run;
  /** What the escalation knows besides. */
  readonly state: EscalationState;
}

/** Plain JSON; each field is written by the one file that is named as its owner (`test/repository/state-owners.test.ts`). */
export interface EscalationState {
  /** Owner: `status.ts`. */
  status: EscalationStatus;
  /** Owner: `status.ts`. Workflow time at which it was entered, in ms. */
  statusSince: number;
  /** Owner: `status.ts`. `EscalationReason` of a run that has ended without the caller in the multiparty call. */
  reason?: string;
  /** Owner: `interruption.ts`. */
  cancelRequested: boolean;
  /** When the call was received, in ms of workflow time, as far as the clocks are right. */
  readonly ringingSince: number;
  /** Deadline of the answer, in ms of workflow time. */
  readonly answerBy: number;
  /** When Graph's own window for the answer closes, in ms of workflow time, as far as the clocks are right. */
  readonly answerWindowEnds: number;
  /** Owner: `steps/answer-caller.ts`. Deadline of the P2P leg's establishment, in ms of workflow time. */
  p2pEstablishBy: number;
  /** Owner: `creations.ts`. Attempts to create a leg, in order. */
  readonly creations: Creation[];
  /** Owner: `active-leg.ts`. Normalized id of the multiparty leg that was usable first: the one the caller is moved into. */
  activeLeg?: string;
  /** Owner: `steps/invite-others.ts`. Further people, once the caller is in. */
  others?: Guest[];
  /** Owner: `stay.ts`. What this run still hears of legs that a stay looks after, until it is forwarded; by normalized call id. */
  readonly forwarding: Record<string, CallEvent[]>;
  /** Owner: `steps/hand-over.ts`. Who looks after our leg now. */
  stayingIn?: Escalated['stayingIn'];
  /** Owner: `unknown-outcomes.ts`. Requests whose responses were lost and whose effect has not shown itself, oldest first. */
  readonly unknownOutcomes: AbortableRequest[];
}

export interface Creation {
  readonly attempt: number;
  /** Deadline of its becoming usable, in ms of workflow time. */
  establishBy: number;
  /** `unknown`: the response was lost; a leg may exist that nobody has named yet. */
  outcome: 'pending' | 'known' | 'unknown' | 'refused';
}
