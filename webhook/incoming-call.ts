import { isJsonObject, type JsonObject, text } from '../activities/graph/json.ts';
import type { ReadNotification } from '../activities/graph/read-notifications.ts';

/** Who calls whom, of an incoming call's notification. */
export interface IncomingCall {
  callId: string;
  /** Undefined for a phone, a guest or an encrypted source: such a caller cannot be escalated. */
  caller?: { id: string; tenantId?: string };
  /** Kinds of identity that the source has: tells an operator why there is no user. */
  sourceKinds: string[];
  /** Ids of the applications and resource accounts that were called (reference §9.4). */
  targetIds: string[];
}

/** The incoming calls among the notifications of a body. */
export function incomingCalls(notifications: readonly ReadNotification[]): IncomingCall[] {
  return notifications
    .filter(({ path, changeType, events }) => path.rest === '' && changeType === 'created' && events.some(isIncoming))
    .flatMap(({ path, calls }) => calls.map((call) => readIncomingCall(path.callId, call)));
}

function isIncoming(event: { type: string; state?: string }): boolean {
  return event.type === 'call' && event.state === 'incoming';
}

function readIncomingCall(callId: string, call: JsonObject): IncomingCall {
  const source = identityOf(call.source);
  const user = isJsonObject(source.user) ? source.user : {};
  const id = text(user, 'id');
  const tenantId = text(user, 'tenantId');
  const targets: unknown[] = Array.isArray(call.targets) ? call.targets : [];
  return {
    callId,
    ...(id !== undefined && { caller: { id, ...(tenantId !== undefined && { tenantId }) } }),
    sourceKinds: Object.keys(source).filter((kind) => isJsonObject(source[kind])),
    targetIds: targets
      .flatMap((target) => Object.values(identityOf(target)).flatMap((kind) => (isJsonObject(kind) ? [text(kind, 'id')] : [])))
      .filter((target) => target !== undefined),
  };
}

function identityOf(participantInfo: unknown): JsonObject {
  const identity = isJsonObject(participantInfo) ? participantInfo.identity : undefined;
  return isJsonObject(identity) ? identity : {};
}
