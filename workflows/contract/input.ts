import type { EscalationPolicy, ResolvedPolicy } from './policy.ts';

export type Modality = 'audio' | 'video' | 'videoBasedScreenSharing';

export interface InvitedUser {
  user: { id: string; tenantId?: string; displayName?: string };
}

/** The public input of `escalateCall`; started from any language. `input-schema.ts` checks it. */
export interface EscalateCallInput {
  p2pCall: P2PCallInput;
  meeting: MeetingInput;
  subject?: string;
  invite?: InvitedUser[];
  afterwards?: 'leave' | 'stay';
  /** The starter's own, at most 2,000 characters: echoed, never read, never in a log, an id or a search attribute. */
  context?: string;
  policy?: Partial<EscalationPolicy>;
}

export interface P2PCallInput {
  /** As Graph sent it; compared normalized, sent as received. */
  id: string;
  /** Tenant of the call, whose token our requests use. */
  tenantId: string;
  /** `established`: another service of the same app registration has answered; the answer step is skipped. */
  state: 'incoming' | 'established';
  caller: InvitedUser;
  /** ISO time of the incoming notification, by the clock of whoever received it. Clamped to the 15 s before the start. */
  receivedAt?: string;
  preFetchMedia?: { uri: string; resourceId: string }[];
  acceptedModalities?: Modality[];
}

export interface ChatInfo {
  threadId: string;
  messageId: string;
  replyChainMessageId?: string;
}

export interface OrganizerMeeting {
  chatInfo: ChatInfo;
  organizer: { user: { id: string; tenantId: string } };
  allowConversationWithoutHost?: boolean;
}

export interface JoinMeetingIdMeeting {
  joinMeetingId: string;
  passcode?: string;
}

export type MeetingInput =
  | { joinUrl: string }
  | OrganizerMeeting
  | JoinMeetingIdMeeting
  | { token: string }
  | { newGroupCall: true };

/** Where the multiparty call takes place, in one of the forms that Graph knows (Graph §3.2). */
export type MeetingCoordinates =
  | (OrganizerMeeting & { kind: 'organizer'; allowConversationWithoutHost: boolean })
  | (JoinMeetingIdMeeting & { kind: 'joinMeetingId' })
  | { kind: 'token'; token: string }
  /** No meeting: a call of its own, which has no chat and ends when fewer than two are left (Graph §9.4). */
  | { kind: 'newGroupCall' };

/** What `checkInput` makes of the input: complete, defaults applied, durations in ms. It is recorded in the history, so a changed default cannot break a replay. */
export interface CheckedInput {
  p2pCall: {
    id: string;
    tenantId: string;
    state: 'incoming' | 'established';
    caller: InvitedUser;
    receivedAt?: string;
    preFetchMedia: { uri: string; resourceId: string }[];
    acceptedModalities: Modality[];
  };
  meeting: MeetingCoordinates;
  /** Tenant for the token and the address of the multiparty leg: the organizer's if it is known, else that of the P2P call (rule 8). */
  multipartyTenantId: string;
  /** The bot's own app id, by which it is recognized in a roster. */
  applicationId: string;
  subject?: string;
  /** Further people, once the caller is in. */
  invite: InvitedUser[];
  afterwards: 'leave' | 'stay';
  context?: string;
  policy: ResolvedPolicy;
}
