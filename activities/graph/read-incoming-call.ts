import { isJsonObject, type JsonObject, text } from './json.ts';
import { saidState } from './read-call.ts';
import type { HeardOf } from './read-call.ts';

/** Who calls whom, of a call that waits for our answer. */
export interface IncomingCall extends HeardOf {
  caller?: { id: string; tenantId?: string };
  /** Kinds of identity that the source has (`user`, `phone`, `encrypted`…): why there may be no caller. */
  sourceKinds: string[];
  /** Ids of all whom the call was meant for: our app, or a resource account (`applicationInstance`, reference §9.4). */
  targetIds: string[];
}

/** Undefined for a call that is not, or no longer, incoming. `redirecting` is on its way to somebody else. */
export function readIncomingCall(call: JsonObject, heard: HeardOf): IncomingCall | undefined {
  if (saidState(call) !== 'incoming' || text(call, 'direction')?.toLowerCase() === 'outgoing') return undefined;
  const source = identityOf(call.source);
  const caller = readCaller(source.user);
  const targets: unknown[] = Array.isArray(call.targets) ? call.targets : [];
  return { ...heard, ...(caller && { caller }), sourceKinds: kindsOf(source), targetIds: targets.flatMap(idsOf) };
}

/** Without a user id (phone, guest, encrypted source) nobody can be invited (reference §8, step 0). */
function readCaller(user: unknown): IncomingCall['caller'] {
  const id = isJsonObject(user) ? text(user, 'id') : undefined;
  const tenantId = isJsonObject(user) ? text(user, 'tenantId') : undefined;
  return id === undefined ? undefined : { id, ...(tenantId !== undefined && { tenantId }) };
}

/** `participantInfo` and `invitationParticipantInfo` alike. */
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
