import type { CallState, IdentityKind } from './events.ts';
import type { InvitedParticipant, InvitedPerson } from './invite.ts';
import type { Resolved, StayPolicy } from './policy.ts';
import type { ResultInfo } from './result-info.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import type { WaitingFor } from './waiting-for.ts';

/** The public input of `stayInCall`; started from any language. `stay-schema.ts` checks it. */
export interface StayInCallInput {
  /** The bot's leg of a multiparty call, made by a service of the same app registration. */
  call: { id: string; tenantId: string };
  p2pCallId?: string;
  /** The starter's own, at most 2,000 characters: echoed, never read, never in a log, an id or a search attribute. */
  context?: string;
  policy?: Partial<StayPolicy>;
  /** Ours alone: what an escalation hands over, or a run to its next. Refused from a starter. */
  carried?: unknown;
}

/** What `checkStayInput` makes of the input of a starter. */
export interface CheckedStayInput {
  call: { id: string; tenantId: string };
  p2pCallId?: string;
  context?: string;
  /** The bot's own app id, by which it is recognized in a roster. */
  applicationId: string;
  policy: Resolved<StayPolicy>;
}

/** Why a stay ended. */
export type StayReason = 'asked' | 'alone' | 'stayedAtMost' | 'removed' | 'meetingEnded' | 'callFailed' | 'unknown';

/** What `stayInCall` completes with. */
export interface StayResult {
  /** `left`: we hung up; `ended`: somebody else ended the call, or our part in it. */
  outcome: 'left' | 'ended';
  reason: StayReason;
  callId: string;
  p2pCallId?: string;
  context?: string;
  /** ISO times. */
  since: string;
  until: string;
  resultInfo?: ResultInfo;
  timeline: TimelineEntry[];
  leftBehind?: string[];
}

/** Somebody who is in the call, or in its lobby. */
export interface PersonInCall {
  /** As Graph writes it: compare ids in lower case, without dashes. Absent for a phone and for whoever has no identity with an id. */
  userId?: string;
  participantId?: string;
  kind: IdentityKind;
  inLobby: boolean;
  muted?: boolean;
  /** ISO time at which the run first saw them there. */
  since: string;
}

export type StayStatus = 'staying' | 'leaving' | 'left' | 'ended';

/** What the query `call` returns. */
export interface StaySnapshot {
  status: StayStatus;
  call: { id: string; state: CallState };
  people: PersonInCall[];
  /** The latest ones, oldest first. */
  invites: InvitedPerson[];
  /** ISO time since which nobody but applications has been in the call. */
  aloneSince?: string;
  /** ISO time of the last keepAlive that the run knows of, at most about an hour ago; the pending activity in the Temporal UI shows each. */
  keptAliveAt?: string;
  waitingFor?: WaitingFor;
  context?: string;
  timeline: TimelineEntry[];
}

/** The argument of the update `inviteParticipants`; it returns an `InvitedPerson[]`. */
export interface InviteParticipantsArgument {
  participants: InvitedParticipant[];
  together?: boolean;
}

/** The argument of the update `removeParticipant`: one of the two. */
export type RemoveParticipantArgument = { user: { id: string } } | { participantId: string };

/** What the update `removeParticipant` returns. */
export interface RemovedParticipant {
  removed: boolean;
  resultInfo?: ResultInfo;
}
