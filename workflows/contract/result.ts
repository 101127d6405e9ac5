import type { CallState } from './events.ts';

/** What Microsoft said of a result, as it was said, and the ids by which it finds the request. `code` 0 and 200 both mean success (Graph §6). */
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

export type OngoingStatus = 'answering' | 'creating' | 'inviting' | 'replacing' | 'staying' | 'leaving';
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
  notInvited?: { user: { id: string }; reason: 'declined' | 'unanswered' | 'failed' | 'unknown'; resultInfo?: ResultInfo }[];
}

export interface NotEscalated {
  outcome: 'notEscalated';
  reason: NotEscalatedReason;
  during: EscalationStatus;
  p2pCall: 'kept' | 'ended';
  resultInfo?: ResultInfo;
  p2pCallId: string;
  multipartyCallId?: string;
  timeline: TimelineEntry[];
  leftBehind?: string[];
}

/** What the workflow completes with: the ways a call can end are results, not faults. */
export type EscalationResult = Escalated | NotEscalated;

/** The public `type` of the non-retryable failures: what an operator must mend. */
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
  leftBehind?: string[];
  timeline: TimelineEntry[];
}

/** What the query `escalation` answers. */
export interface EscalationSnapshot {
  status: EscalationStatus;
  /** The request whose response was lost and whose effect has not shown itself yet. */
  outcomeUnknown?: 'answer' | 'create' | 'invite';
  p2pCall: { id: string; state: CallState };
  multipartyCall?: { id?: string; state: CallState; attempt: number };
  participants: { userId: string; inLobby: boolean }[];
  waitingFor?: { what: string; until: string; nextProbe?: string };
  leftBehind?: string[];
  timeline: TimelineEntry[];
}
