import type { CallEvent } from './events.ts';
import type { CheckedInput, InvitedUser, MeetingCoordinates, Modality } from './input.ts';
import type { CheckedInviteInput, InvitedParticipant, InvitedPerson } from './invite.ts';
import type { EscalationFailureType } from './result.ts';
import type { CheckedStayInput, RemovedParticipant } from './stay.ts';

/**
 * The workflows' requests to Graph. Each resolves with Graph's response as events; of a 2xx without a readable body the status
 * alone counts. Failures are `ApplicationFailure`s with a type of `ActivityFailureType` and a `ResultInfo` as `details[0]`;
 * if Graph sent `Retry-After`, `{ retryAfter }` follows, in ms; the last detail of an `answer` that failed is `{ tries }`.
 */
export interface CallActivities {
  /** Local: no request to Graph. Fails with `InvalidInput`, naming the field's path. */
  checkInput(input: unknown): Promise<CheckedInput>;
  /** The same for `inviteToCall`; also under a workflow id that is not the one of its call and request. */
  checkInviteInput(input: unknown): Promise<CheckedInviteInput>;
  /** The same for a `stayInCall` that a starter has started. */
  checkStayInput(input: unknown): Promise<CheckedStayInput>;
  /** Accepted (2xx): the call is `establishing`. */
  answer(request: AnswerRequest): Promise<CallEvent[]>;
  /** Created (2xx): the leg is `establishing`, with the route's `leg` on the event. */
  createCall(request: CreateCallRequest): Promise<CallEvent[]>;
  /** Accepted (2xx): the operation, with the id from `Location`, else from the body. */
  invite(request: InviteRequest): Promise<CallEvent[]>;
  /** Probes each call, and its roster and running operation where asked to. A GET that fails is no evidence, a roster that takes too long becomes a delta; the activity fails only if all GETs do. */
  probe(request: ProbeRequest): Promise<CallEvent[]>;
  /** Hangs up our leg. A 204 yields no event (the notification is the proof); a confirmed 404 is `callMissing`. */
  hangUp(request: HangUpRequest): Promise<CallEvent[]>;
  /**
   * Keeps a leg alive: sends keepAlive at once (or `every` after the last), then every `every` ms, each time as a try of its own that ends in a benign failure,
   * so that a quiet hour costs no history. Resolves about an hour after it was scheduled, with the leg alive at the last keepAlive
   * (`establishing`, for Graph does not say more); sooner with a confirmed `callMissing` or an end that a read shows, or, where
   * `people` is given, with a roster in which nobody but applications is left. A try that fails is repeated within a minute; one
   * that Graph refuses for good fails the activity.
   */
  keepAlive(request: KeepAliveRequest): Promise<CallEvent[]>;
  /** Removes somebody from the call. A DELETE can be repeated: 404 means gone, `removed` where an earlier try of this activity may have done it. A refusal (403) is a result, too. */
  removeParticipant(request: RemoveParticipantRequest): Promise<RemovedParticipant>;
  /**
   * No request to Graph: has the stay in the call invite them, by its update `inviteParticipants` under the id of the request. Resolves
   * when it is known of each person what became of them; a try that ends before is a benign failure, and the next goes on.
   */
  inviteByStay(request: InviteByStayRequest): Promise<StayAnswer>;
}

export interface AnswerRequest {
  callId: string;
  tenantId: string;
  /** First execution's run id: part of the callback address. */
  run: string;
  acceptedModalities: Modality[];
  preFetchMedia: { uri: string; resourceId: string }[];
}

export interface CreateCallRequest {
  run: string;
  attempt: number;
  tenantId: string;
  meeting: MeetingCoordinates;
  subject?: string;
  /** `other`: the media form that the worker would not try first (after a leg that ended with 400/2203, Graph §9.3). */
  mediaForm: 'preferred' | 'other';
}

export interface InviteRequest {
  /** The multiparty call. */
  callId: string;
  tenantId: string;
  /** One to five; one who replaces a call is alone (Graph §3.3). */
  participants: ParticipantToInvite[];
  /** Deterministic, at most 256 characters, no personal data. Matches the completion to its invite. */
  clientContext: string;
}

export interface ParticipantToInvite extends InvitedUser {
  /** The P2P call to replace, as `/communications/calls/{id}` or bare (Graph §11.7). */
  replaces?: { callId: string; form: 'bare' | 'path' };
}

export interface KeepAliveRequest {
  callId: string;
  tenantId: string;
  /** Pause between two keepAlives, in ms. */
  every: number;
  /** Of the last keepAlive that is known of, ms since 1970: the first is sent when `every` has passed since. Absent: at once. */
  lastAt?: number;
  /** Ids of users who count as people whatever kind Graph lists them under (Graph §11.9). Given: the roster is read with each keepAlive. */
  people?: string[];
}

export interface RemoveParticipantRequest {
  callId: string;
  tenantId: string;
  participantId: string;
}

export interface InviteByStayRequest {
  callId: string;
  requestId: string;
  participants: InvitedParticipant[];
  together: boolean;
}

export type StayAnswer =
  /** Nobody stays in the call, or the call is ending. */
  | { kind: 'notTaken' }
  | { kind: 'invited'; people: InvitedPerson[] }
  /** Graph refused a request for good. `people`: what had become of them. */
  | { kind: 'refused'; type: EscalationFailureType; message: string; people: InvitedPerson[] }
  /** The stay was cut off: nobody knows whom it has rung. */
  | { kind: 'unknown'; message: string };

export interface ProbeRequest {
  calls: { callId: string; tenantId: string; roster: boolean; operationId?: string }[];
}

export interface HangUpRequest {
  callId: string;
  tenantId: string;
}

/** The argument of `hangUpLateLeg`. */
export type LateLegInput = HangUpRequest;

export type ActivityFailureType =
  /** Certainly not processed: 429, 503, no connection. Retried; `nextRetryDelay` is that of `Retry-After`. */
  | 'NotProcessed'
  /** The request may have arrived, but got no readable answer: 5xx, timeout, lost connection. */
  | 'OutcomeUnknown'
  /** 404 to a request that names a leg: it is about that leg. */
  | 'CallNotFound'
  /** Graph's quota: 100 legs at once, 10,000 a month. */
  | 'CapacityReached'
  /** Public ones (workflows/call/README.md, Failures): the workflow fails with them. */
  | 'InvalidInput'
  | 'PermissionMissing'
  | 'TenantMismatch'
  | 'CredentialsRejected'
  | 'RequestRejected';
