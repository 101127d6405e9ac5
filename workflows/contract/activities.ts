import type { CallEvent } from './events.ts';
import type { CheckedInput, InvitedUser, MeetingCoordinates, Modality } from './input.ts';

/**
 * The workflow's requests to Graph. Each resolves with Graph's response as events; of a 2xx without a readable body the status
 * alone counts. Failures are `ApplicationFailure`s with a type of `ActivityFailureType` and a `ResultInfo` as `details[0]`;
 * if Graph sent `Retry-After`, `{ retryAfter }` follows, in ms; the last detail of an `answer` that failed is `{ tries }`.
 */
export interface EscalationActivities {
  /** Local: no request to Graph. Fails with `InvalidInput`, naming the field's path. */
  checkInput(input: unknown): Promise<CheckedInput>;
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
  participant: InvitedUser;
  /** The P2P call to replace, as `/communications/calls/{id}` or bare (Graph §11.7). */
  replaces: { callId: string; form: 'bare' | 'path' };
  /** Deterministic, at most 256 characters, no personal data. Matches the completion to its invite. */
  clientContext: string;
}

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
