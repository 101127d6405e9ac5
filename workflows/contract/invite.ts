import type { InvitedUser } from './input.ts';
import type { InvitePolicy, Resolved } from './policy.ts';
import type { ResultInfo } from './result-info.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import type { WaitingFor } from './waiting-for.ts';

/** Somebody who is to be invited into a multiparty call. */
export interface InvitedParticipant extends InvitedUser {
  /** The call that this person is in with the bot and is to be moved from. Such a person is invited alone. */
  replacesCallId?: string;
}

/** The public input of `inviteToCall`; started from any language. `invite-schema.ts` checks it. */
export interface InviteToCallInput {
  /** The starter's, 1 to 64 of A-Z a-z 0-9 . _ -: part of the workflow id, so that nobody is rung twice for it. */
  requestId: string;
  /** The bot's leg of the multiparty call, whoever made it. */
  call: { id: string; tenantId: string };
  /** 1 to 50, nobody twice. */
  participants: InvitedParticipant[];
  /** Default true: as many in one request as Graph takes. False: one request each, so that each has an outcome of its own. */
  together?: boolean;
  /** The starter's own, at most 2,000 characters: echoed, never read, never in a log, an id or a search attribute. */
  context?: string;
  policy?: Partial<InvitePolicy>;
}

/** What `checkInviteInput` makes of the input. */
export interface CheckedInviteInput {
  requestId: string;
  call: { id: string; tenantId: string };
  participants: InvitedParticipant[];
  together: boolean;
  context?: string;
  /** The bot's own app id, by which it is recognized in a roster. */
  applicationId: string;
  policy: Resolved<InvitePolicy>;
}

export type InviteOutcome = 'joined' | 'inLobby' | 'alreadyIn' | 'declined' | 'unanswered' | 'failed' | 'unknown';

/** What became of one person. */
export interface InvitedPerson {
  user: { id: string };
  outcome: InviteOutcome;
  /** The operation has completed, and no roster has shown this person within `replaceWithin`. */
  unconfirmed?: 'roster';
  resultInfo?: ResultInfo;
}

/** Somebody who was to be invited and is not in, as far as anybody knows. */
export interface NotInvited {
  user: { id: string };
  reason: Extract<InviteOutcome, 'declined' | 'unanswered' | 'failed' | 'unknown'>;
  resultInfo?: ResultInfo;
}

/** What `inviteToCall` completes with, and `details[0]` of its failure. */
export interface InviteResult {
  callId: string;
  context?: string;
  /** The call ended before all people were in. */
  callEnded?: true;
  /** In the order of the input. */
  people: InvitedPerson[];
  timeline: TimelineEntry[];
}

export type InviteStatus = 'inviting' | 'done' | 'failed' | 'cancelled';

/** `ringing`: the request is under way; `waiting`: it is not sent yet. */
export type InviteProgress = InviteOutcome | 'waiting' | 'ringing';

/** What the query `invite` returns. */
export interface InviteSnapshot {
  status: InviteStatus;
  callId: string;
  context?: string;
  people: { user: { id: string }; outcome: InviteProgress }[];
  waitingFor?: WaitingFor;
  timeline: TimelineEntry[];
}
