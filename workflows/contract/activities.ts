import type { CallEvent } from './events.ts';
import type { CheckedInput, InvitedUser, MeetingCoordinates, Modality } from './input.ts';

/**
 * What the workflow asks of Graph. Each answers with what Graph said, as events; a 2xx without a readable body says what
 * its status says. Failures are `ApplicationFailure`s with a type of `ActivityFailureType` and a `ResultInfo` as `details[0]`;
 * where Graph sent `Retry-After`, `{ retryAfter }` follows, in ms; an answer's end with `{ tries }`.
 */
export interface EscalationActivities {
  /** Local: no Graph. Fails with `InvalidInput`, naming the field's path. */
  checkInput(input: unknown): Promise<CheckedInput>;
  /** Accepted (2xx): the call is `establishing`. */
  answer(request: AnswerRequest): Promise<CallEvent[]>;
  /** Created (2xx): the leg is `establishing`, with the route's `leg` on the event. */
  createCall(request: CreateCallRequest): Promise<CallEvent[]>;
  /** Accepted (2xx): the operation, with the id of `Location` before that of the body. */
  invite(request: InviteRequest): Promise<CallEvent[]>;
  /** One probe: each call, the roster of those that have one, a running operation. A GET that fails says nothing, and a roster that takes too long is told in part; if all fail, the activity does. */
  probe(request: ProbeRequest): Promise<CallEvent[]>;
  /** Hangs up our leg. 204 says nothing yet (the notification proves it); 404, twice, is `callMissing`. */
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
  /** `other`: the media form that the worker would not take first (after a leg that ended with 400/2203, Graph §9.3). */
  mediaForm: 'preferred' | 'other';
}

export interface InviteRequest {
  /** The multiparty call. */
  callId: string;
  tenantId: string;
  participant: InvitedUser;
  /** The P2P call to replace, as `/communications/calls/{id}` or bare (Graph §11.7). */
  replaces: { callId: string; form: 'bare' | 'path' };
  /** Deterministic, at most 256 characters, no personal data: what the completion is matched on. */
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
  /** Provably not processed: 429, 503, no connection. Retried; `nextRetryDelay` follows `Retry-After`. */
  | 'NotProcessed'
  /** No readable answer after the request may have arrived: 5xx, time-out, connection lost. */
  | 'OutcomeUnknown'
  /** 404 to a request that names a leg: it speaks of that leg. */
  | 'CallNotFound'
  /** Graph's quota: 100 legs at once, 10,000 a month. */
  | 'CapacityReached'
  /** Public ones (workflows/call/README.md, Failures): the workflow fails with them. */
  | 'InvalidInput'
  | 'PermissionMissing'
  | 'TenantMismatch'
  | 'CredentialsRejected'
  | 'RequestRejected';
