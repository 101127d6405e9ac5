import type { JsonObject } from './reply.ts';

/** Who asks: what the bearer token says. */
export interface Asker {
  tenantId: string;
  roles: string[];
}

export interface AnswerBody {
  callbackUri: string;
  callOptions?: JsonObject | null;
}

export interface UserIdentity {
  id: string;
  tenantId?: string;
  displayName?: string;
}

export interface Invitation {
  identity: { user?: UserIdentity | null; application?: UserIdentity | null };
  replacesCallId?: string | null;
  /** The client's name for the person who is rung, until the person is in and after (Graph §14). */
  participantId?: string | null;
}

export interface CreateCallBody {
  callbackUri: string;
  tenantId?: string | null;
  subject?: string | null;
  source?: JsonObject | null;
  requestedModalities?: string[];
  mediaConfig?: JsonObject | null;
  chatInfo?: { threadId?: string | null; messageId?: string | null } | null;
  meetingInfo?: MeetingInfo | null;
  targets?: Invitation[];
  callOptions?: JsonObject | null;
}

export interface MeetingInfo {
  organizer?: { user?: UserIdentity | null };
  token?: string;
  joinMeetingId?: string;
  allowConversationWithoutHost?: boolean | null;
}

export interface InviteBody {
  participants: Invitation[];
  clientContext?: string | null;
}

/** A parsed request to the call API. */
export type GraphRequest =
  | { kind: 'createCall'; body: CreateCallBody; scenarioId?: string }
  | { kind: 'answer'; callId: string; body: AnswerBody }
  | { kind: 'reject' | 'redirect'; callId: string }
  | { kind: 'getCall' | 'delete' | 'keepAlive' | 'getParticipants'; callId: string }
  | { kind: 'cancelMediaProcessing'; callId: string; clientContext?: string }
  | { kind: 'invite'; callId: string; body: InviteBody }
  | { kind: 'getParticipant' | 'deleteParticipant'; callId: string; participantId: string }
  | { kind: 'getOperation'; callId: string; operationId: string };
