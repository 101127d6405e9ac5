import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { MeetingEventInput } from '../../graph-simulator/faults/meeting-event.ts';
import type { InvitedParticipant, InviteToCallInput } from '../../../workflows/contract/invite.ts';
import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';
import type { RemoveParticipantArgument } from '../../../workflows/contract/stay.ts';
import type { Circumstances } from '../circumstances.ts';

/** A stay in virtual time: how it begins, and what happens meanwhile. */
export interface StayScript {
  seed: number;
  /** An escalation hands its leg over, or a client starts it, in a leg of another service. */
  begins: 'handedOver' | BegunByClient;
  happenings: Happening[];
  /** Whom the escalation invites besides the caller, before it hands over: their user ids. */
  others?: string[];
  /** Of the escalation, or of the stay. */
  policy?: Partial<EscalationPolicy>;
  faults?: FaultInput[];
  circumstances?: Circumstances;
  /** So often, in ms, workers are dead for some seconds: each hour, for example. */
  killsEach?: number;
  /** Chance of a worker's death in each task and each activity. */
  workerDies?: number;
  /** Chance of each notification to be lost. */
  webhookDown?: number;
  /** How long it is played at most, in ms; default 26 h. */
  lasts?: number;
  /** From so many events on Temporal suggests to continue as new. */
  suggestContinueAsNewFrom?: number;
  steady?: true;
  /** The worker dies in this workflow task, counted over all runs from 0 on. */
  diesInTask?: number;
  /** Before there is a stay, by ms after the call began to ring: the escalation is cancelled, the leg ends, the caller leaves, or notifications are lost for a second. */
  early?: { at: number; what: 'cancel' | 'end' | 'callerLeaves' | 'lose' };
}

export interface BegunByClient {
  /** Whether the leg's notifications come to the registered address; else they go to the other service, and nobody tells us. */
  told: boolean;
  /** Who is in the meeting by then. */
  people: string[];
  /** ms after the leg was established; default 0. */
  staysAfter?: number;
}

/** `at`: ms after the escalation has handed the leg over, or, of a leg of another service, after it was established. */
export type Happening = { at: number } & (
  | { meeting: MeetingEventInput }
  | { update: 'inviteParticipants'; id: string; participants: InvitedParticipant[]; together?: boolean }
  | { update: 'removeParticipant'; id: string; who: RemoveParticipantArgument }
  | { update: 'leave'; id: string }
  /** By the client, in its order; else straight by `inviteToCall`, as a service in another language does. */
  | { invite: Omit<InviteToCallInput, 'call'>; byClient?: boolean }
  | { cancel: 'stay' | { invite: string } }
  /** The escalation that has handed the leg over is started again. */
  | { escalate: 'again' }
  /** All workers are dead for so long, in ms. */
  | { kill: number }
  /** No notification arrives for so long, in ms. */
  | { lose: number }
);
