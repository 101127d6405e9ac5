import type { NotificationKind, RequestKind } from '../faults/kinds.ts';
import type { Leg, LegEnd } from '../model/leg.ts';
import type { Participant } from '../model/meeting.ts';
import type { Invited, InviteOperation } from '../model/operation.ts';
import type { JsonObject } from '../model/reply.ts';

/** All that happened, in order. Times are ISO. */
export interface SimulatorRecord {
  requests: RecordedRequest[];
  notifications: RecordedNotification[];
  legs: RecordedLeg[];
  /** `left`: who was in it once. */
  meetings: { key: string; participants: Participant[]; left: Participant[] }[];
  operations: RecordedOperation[];
}

export interface RecordedRequest {
  at: string;
  kind: RequestKind;
  method: string;
  path: string;
  callId?: string;
  tenantId?: string;
  /** Without authorization. */
  headers: Record<string, string>;
  /** Without secrets. */
  body?: unknown;
  /** False: the script answered, or broke the connection, instead. */
  processed: boolean;
  /** Absent until answered, and where the client got none. */
  reply?: { at: string; status: number; headers: Record<string, string>; body?: JsonObject };
  /** What the client got instead of a reply. */
  lost?: 'reset' | 'hang';
  /** What the request body has against Graph's schema. */
  violations?: string[];
}

export interface RecordedNotification {
  at: string;
  kind: NotificationKind;
  callId: string;
  url: string;
  body: JsonObject;
  fate: 'underway' | 'lost' | 'delivered' | 'failed';
  attempts: { at: string; repliedAt?: string; status?: number; headers?: Record<string, string>; error?: string }[];
}

/** An invite that Graph took; without an end it rings, or its leg has ended. */
export interface RecordedOperation extends Pick<InviteOperation, 'id' | 'legId' | 'status' | 'resultInfo'> {
  begunAt: string;
  endedAt?: string;
  /** Whom it rings; of who is moved by it, nothing rings. */
  people: (Pick<Invited, 'userId' | 'answer'> & { answeredAt?: string })[];
}

export interface RecordedLeg extends Pick<Leg, 'id' | 'kind' | 'direction' | 'tenantId' | 'state' | 'callbackUri' | 'inLobby'> {
  alive: boolean;
  keepAlives: number;
  /** When they were taken; absent where there was none. */
  keptAliveAt?: string[];
  createdAt: string;
  callerUserId?: string;
  meeting?: string;
  ended?: Omit<LegEnd, 'at'> & { at: string };
}

export const iso = (ms: number) => new Date(ms).toISOString();

export function recordedOperation({
  id,
  legId,
  status,
  resultInfo,
  begunAt,
  endedAt,
  people,
}: InviteOperation): RecordedOperation {
  return {
    id,
    legId,
    status,
    ...(resultInfo && { resultInfo }),
    begunAt: iso(begunAt),
    ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
    people: people.map(({ userId, answer, answeredAt }) => ({
      userId,
      ...(answer && { answer }),
      ...(answeredAt !== undefined && { answeredAt: iso(answeredAt) }),
    })),
  };
}

export function recordedLeg(leg: Leg): RecordedLeg {
  const { id, kind, direction, tenantId, state, callbackUri, inLobby, keptAliveAt } = leg;
  return {
    id,
    kind,
    direction,
    tenantId,
    state,
    callbackUri,
    inLobby,
    keepAlives: keptAliveAt.length,
    ...(keptAliveAt.length > 0 && { keptAliveAt: keptAliveAt.map(iso) }),
    alive: state !== 'terminated',
    createdAt: iso(leg.createdAt),
    ...(leg.caller && { callerUserId: leg.caller.id }),
    ...(leg.meeting && { meeting: leg.meeting.key }),
    ...(leg.end && { ended: { ...leg.end, at: iso(leg.end.at) } }),
  };
}
