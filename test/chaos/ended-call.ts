import { normalizeId } from '../../workflows/contract/call-id.ts';
import { policySchema } from '../../workflows/contract/policy-schema.ts';
import { REQUEST_LIMITS_MS } from '../../workflows/contract/request-limits.ts';
import { tellsOfEnd } from '../graph-simulator/faults/kinds.ts';
import type {
  RecordedLeg,
  RecordedNotification,
  RecordedRequest,
  SimulatorRecord,
} from '../graph-simulator/request-pipeline/record.ts';
import type { Participant } from '../graph-simulator/model/meeting.ts';
import { saysMediaConfigMissing, saysTenantMismatch } from '../graph-simulator/model/reply.ts';
import type { EndedCall, EndedLeg, EndedRequest } from '../invariants/ended-call.ts';
import { hidesCaller, isInAlready } from '../invariants/hides-caller.ts';
import type { MadeCall } from './make-call.ts';
import type { ReadEnding } from './read-ending.ts';

/** A call of the chaos run as the invariants see it. Throws where the record does not have it. */
export function endedCall({ plan, callId }: MadeCall, { ending, taskFailures }: ReadEnding, record: SimulatorRecord): EndedCall {
  const { requests, notifications, legs, meetings, operations } = recordOf(plan.tenantId, record);
  const p2p = legs.find(({ id }) => id === callId);
  if (!p2p) throw new Error(`The simulator does not know the call ${callId}`);
  const isCaller = ({ identity, invitedBy }: Participant) =>
    normalizeId(identity.id) === normalizeId(plan.callerUserId) && invitedBy !== undefined;
  const moveTold = notifications.some(
    ({ kind, fate }) => fate === 'delivered' && (kind === 'operation' || kind === 'p2p terminated'),
  );
  return {
    ending,
    policy: policySchema.parse(plan.escalate.policy),
    cancelRequested: plan.cancelAt !== undefined,
    taskFailures,
    p2p: endedLeg(p2p, notifications),
    multiparty: legs.filter(({ kind }) => kind === 'multiparty').map((leg) => endedLeg(leg, notifications)),
    caller: {
      moves: meetings.flatMap(({ participants, left }) => [...participants, ...left]).filter(isCaller).length,
      stayed: meetings.some(({ participants }) => participants.some(isCaller)),
      inLobby: meetings.some(({ participants }) => participants.some((one) => isCaller(one) && one.inLobby)),
      hidden: hidesCaller(plan.faults),
      ...(isInAlready(plan.faults) && { inAlready: { moveTold } }),
    },
    requests: requests.filter(isForCaller).map(endedRequest),
    others: plan.escalate.invite?.length ?? 0,
    invites: operations
      .filter(({ people }) => people.length === 0)
      .map(({ begunAt, endedAt, resultInfo }) => ({
        at: Date.parse(begunAt),
        ...(endedAt !== undefined && { endedAt: Date.parse(endedAt) }),
        ...(resultInfo && { failure: resultInfo }),
      })),
  };
}

/** Not the invites of further people, which are no concern of the caller's. */
function isForCaller({ kind, body }: RecordedRequest): boolean {
  return kind !== 'invite' || JSON.stringify(body ?? '').includes('replacesCallId');
}

/** What the record has of one tenant: each call has one of its own. */
export function recordOf(tenantId: string, record: SimulatorRecord): SimulatorRecord {
  const legs = record.legs.filter((leg) => leg.tenantId === tenantId);
  const isOurs = (callId: string) => legs.some(({ id }) => id === callId);
  return {
    legs,
    requests: record.requests.filter((request) => request.tenantId === tenantId),
    notifications: record.notifications.filter(({ callId }) => isOurs(callId)),
    meetings: record.meetings.filter(({ key }) => legs.some(({ meeting }) => meeting === key)),
    operations: record.operations.filter(({ legId }) => isOurs(legId)),
  };
}

function endedRequest({ kind, at, callId, processed, reply }: RecordedRequest): EndedRequest {
  const begun = Date.parse(at);
  const answered = processed && reply !== undefined && Date.parse(reply.at) - begun < REQUEST_LIMITS_MS.read;
  const formRefused = reply !== undefined && saysMediaConfigMissing(reply);
  const tenantRefused = processed && reply !== undefined && saysTenantMismatch(reply);
  return { kind, at: begun, answered, formRefused, tenantRefused, ...(callId !== undefined && { callId }) };
}

function endedLeg({ id, alive, ended }: RecordedLeg, notifications: readonly RecordedNotification[]): EndedLeg {
  const delivered = notifications.filter(({ callId, fate }) => callId === id && fate === 'delivered');
  const toldAt = firstOf(delivered);
  const endToldAt = firstOf(delivered.filter(({ kind }) => tellsOfEnd(kind)));
  return {
    id,
    alive,
    ...(toldAt !== undefined && { toldAt }),
    ...(ended && {
      end: {
        at: Date.parse(ended.at),
        by: ended.by,
        ...(endToldAt !== undefined && { toldAt: endToldAt }),
        ...(ended.resultInfo && { resultInfo: ended.resultInfo }),
      },
    }),
  };
}

/** When the first of them was taken; undefined where there is none. */
function firstOf(delivered: readonly RecordedNotification[]): number | undefined {
  const times = delivered.flatMap(({ attempts }) => attempts.at(-1)?.at ?? []).sort();
  return times[0] === undefined ? undefined : Date.parse(times[0]);
}
