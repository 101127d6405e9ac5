import type { CallState } from './events.ts';
import type { NotInvited } from './invite.ts';

/** A result in Microsoft's own words, and the ids by which Microsoft finds the request. `code` 0 and 200 both mean success (Graph §6). */
export interface ResultInfo {
  code?: number;
  subcode?: number;
  message?: string;
  terminationReason?: string;
  /** Graph's `request-id`. */
  requestId?: string;
  /** Our `client-request-id`, also of a request that got no answer. */
  clientRequestId?: string;
}

export interface TimelineEntry {
  /** ISO time, by the workflow's clock. */
  at: string;
  what: string;
  leg?: 'p2p' | 'multiparty';
  resultInfo?: ResultInfo;
}

export type OngoingStatus = 'answering' | 'creating' | 'inviting' | 'replacing' | 'leaving' | 'handingOver';
export type FinalStatus = 'escalated' | 'notEscalated' | 'failed' | 'cancelled';
export type EscalationStatus = OngoingStatus | FinalStatus;

export type NotEscalatedReason =
  | 'callerHungUp'
  | 'answeredTooLate'
  | 'p2pCallFailed'
  | 'multipartyCallEnded'
  | 'multipartyCallFailed'
  | 'inviteDeclined'
  | 'inviteUnanswered'
  | 'inviteFailed'
  | 'capacityReached'
  | 'timedOut';

export interface Escalated {
  outcome: 'escalated';
  p2pCallId: string;
  multipartyCallId: string;
  timeline: TimelineEntry[];
  inLobby?: true;
  unconfirmed?: 'roster';
  leftBehind?: string[];
  /** Of `invite`: who is not in, as far as anybody knows. */
  notInvited?: NotInvited[];
  context?: string;
  /** With `afterwards: 'stay'`: who looks after the multiparty leg from now on. No run id where somebody else had started that stay. */
  stayingIn?: { workflowId: string; runId?: string };
}

export interface NotEscalated {
  outcome: 'notEscalated';
  reason: NotEscalatedReason;
  during: EscalationStatus;
  p2pCall: 'kept' | 'ended';
  resultInfo?: ResultInfo;
  context?: string;
  p2pCallId: string;
  multipartyCallId?: string;
  timeline: TimelineEntry[];
  leftBehind?: string[];
}

/** What the workflow completes with: the ways a call can end are results, not errors. */
export type EscalationResult = Escalated | NotEscalated;

/** The public `type` of the non-retryable failures: what an operator must fix. */
export type EscalationFailureType =
  | 'InvalidInput'
  | 'PermissionMissing'
  | 'TenantMismatch'
  | 'CredentialsRejected'
  | 'RequestRejected';

/** `details[0]` of a failure. */
export interface EscalationFailureDetails {
  during: EscalationStatus;
  p2pCall: 'kept' | 'ended';
  p2pCallId: string;
  multipartyCallId?: string;
  resultInfo?: ResultInfo;
  context?: string;
  leftBehind?: string[];
  timeline: TimelineEntry[];
}

/** What a run waits for. Times in ISO form. */
export interface WaitingFor {
  /** Completes "Waiting for …". */
  what: string;
  until: string;
  nextProbe?: string;
}

/** What the query `escalation` returns. */
export interface EscalationSnapshot {
  status: EscalationStatus;
  context?: string;
  /** The request whose response was lost and whose effect is not visible yet. */
  outcomeUnknown?: 'answer' | 'create' | 'invite';
  p2pCall: { id: string; state: CallState };
  multipartyCall?: { id?: string; state: CallState; attempt: number };
  participants: { userId: string; inLobby: boolean }[];
  waitingFor?: WaitingFor;
  leftBehind?: string[];
  timeline: TimelineEntry[];
}
