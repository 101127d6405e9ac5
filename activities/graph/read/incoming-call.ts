import { isJsonObject, type JsonObject, text } from './json.ts';
import { type Received, rawState } from './call.ts';

/** Who calls whom, in a call that waits for our answer. */
export interface IncomingCall extends Received {
  caller?: { id: string; tenantId?: string };
  /** Kinds of identity that the source has (`user`, `phone`, `encrypted`…): explains why there may be no caller. */
  sourceKinds: string[];
  /** Ids of everybody the call is meant for: our app, or a resource account (`applicationInstance`, Graph §9.4). */
  targetIds: string[];
}

/** Undefined for a call that is not, or no longer, incoming; `redirecting` is on its way to somebody else. */
export function readIncomingCall(call: JsonObject, received: Received): IncomingCall | undefined {
  if (rawState(call) !== 'incoming' || text(call, 'direction')?.toLowerCase() === 'outgoing') return undefined;
  const source = identityOf(call.source);
  const caller = readCaller(source.user);
  const targets: unknown[] = Array.isArray(call.targets) ? call.targets : [];
  return { ...received, ...(caller && { caller }), sourceKinds: kindsOf(source), targetIds: targets.flatMap(idsOf) };
}

/** Without a user id (phone, guest, encrypted source) nobody can be invited (Graph §8, step 0). */
function readCaller(user: unknown): IncomingCall['caller'] {
  const id = isJsonObject(user) ? text(user, 'id') : undefined;
  const tenantId = isJsonObject(user) ? text(user, 'tenantId') : undefined;
  return id === undefined ? undefined : { id, ...(tenantId !== undefined && { tenantId }) };
}

/** Of a `participantInfo` or an `invitationParticipantInfo`. */
function identityOf(info: unknown): JsonObject {
  return isJsonObject(info) && isJsonObject(info.identity) ? info.identity : {};
}

function kindsOf(identity: JsonObject): string[] {
  return Object.keys(identity).filter((kind) => isJsonObject(identity[kind]));
}

function idsOf(target: unknown): string[] {
  const ids = Object.values(identityOf(target)).map((kind) => (isJsonObject(kind) ? text(kind, 'id') : undefined));
  return ids.filter((id) => id !== undefined);
}
