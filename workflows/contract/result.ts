import type { CallState } from './events.ts';
import type { NotInvited } from './invite.ts';
import type { ResultInfo } from './result-info.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import type { WaitingFor } from './waiting-for.ts';

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

const FAILURE_TYPES: readonly string[] = [
  'InvalidInput',
  'PermissionMissing',
  'TenantMismatch',
  'CredentialsRejected',
  'RequestRejected',
] satisfies EscalationFailureType[];

export function isFailureType(type: string | null | undefined): type is EscalationFailureType {
  return FAILURE_TYPES.includes(type ?? '');
}

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
