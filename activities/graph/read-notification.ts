import { isId } from '../../workflows/contract/call-id.ts';
import type { CallEvent, RosterEvent } from '../../workflows/contract/events.ts';
import { integer, isJsonObject, type JsonObject, odataType, text } from './json.ts';
import { type HeardOf, readCall } from './read-call.ts';
import { type IncomingCall, readIncomingCall } from './read-incoming-call.ts';
import { readOperation } from './read-operation.ts';
import { readRosterNotification } from './read-roster.ts';
import { type ResourceKind, resourceKind } from './resource-kind.ts';
import { type ResourcePath, readResourcePath } from './resource-path.ts';

/** What one item says. */
export interface ReadNotification {
  events: CallEvent[];
  /** Of an item that announces a call. */
  incoming: IncomingCall[];
}

/** Reads one item of a batch (reference §5). Nothing for what is unknown, or of no use to an escalation. @param at ISO time of its receipt */
export function readNotification(item: unknown, at: string): ReadNotification {
  const data = isJsonObject(item) ? dataOf(item.resourceData) : [];
  const path = isJsonObject(item) ? pathOf(item, data) : undefined;
  if (!isJsonObject(item) || !path) return { events: [], incoming: [] };

  const heard = { callId: path.callId, at };
  const isDeleted = text(item, 'changeType')?.toLowerCase() === 'deleted';
  const of = (kind: ResourceKind) => data.filter((resource) => resourceKind(resource, path) === kind);
  const roster = { item, path, heard, isDeleted, participants: of('participant') };
  return {
    events: [
      // A deleted call may come with an empty collection, too.
      ...(isDeleted && path.rest === '' && data.length === 0 ? [{}] : of('call')).flatMap((call) =>
        readCall(call, heard, isDeleted),
      ),
      ...of('operation').flatMap((operation) => readOperation(operation, { ...heard, ...operationIdOf(path) })),
      ...of('deltaParticipants').map((delta) => readDelta(delta, heard)),
      ...readParticipants(roster),
    ],
    incoming: isDeleted ? [] : of('call').flatMap((call) => readIncomingCall(call, heard) ?? []),
  };
}

/** `resourceUrl`, else the older `resource`; the data's own ids where both are missing or of no use. */
function pathOf(item: JsonObject, [first]: JsonObject[]): ResourcePath | undefined {
  const written = [text(item, 'resourceUrl'), text(item, 'resource'), first && text(first, '@odata.id')];
  const path = written.flatMap((text) => (text === undefined ? [] : (readResourcePath(text) ?? []))).at(0);
  if (path) return path;
  const id = first && odataType(first) === 'call' ? text(first, 'id') : undefined;
  return id === undefined || !isId(id) ? undefined : { callId: id, rest: '', last: '' };
}

/** One entity or a collection, for every kind of resource (reference §5.1). A deleted call may come without any data. */
function dataOf(resourceData: unknown): JsonObject[] {
  const all: unknown[] = Array.isArray(resourceData) ? resourceData : [resourceData ?? {}];
  return all.filter(isJsonObject);
}

/** `operations/participants` is a path of the documents that names no operation (reference §5.2). */
function operationIdOf({ rest, last }: ResourcePath): { operationId?: string } {
  return /^operations\/(?!participants$)[^/]+$/.test(rest) ? { operationId: last } : {};
}

function readDelta(delta: JsonObject, heard: HeardOf): RosterEvent {
  const changed: unknown[] = Array.isArray(delta.participants) ? delta.participants : [];
  return readRosterNotification(changed, 'delta', heard, integer(delta, 'sequenceNumber'));
}

interface Participants {
  item: JsonObject;
  path: ResourcePath;
  heard: HeardOf;
  isDeleted: boolean;
  participants: JsonObject[];
}

/** A collection at the path of all participants is everyone, even if empty; anything else tells of those it names. */
function readParticipants({ item, path, heard, isDeleted, participants }: Participants): RosterEvent[] {
  const isOfAll = path.rest === 'participants' || path.rest === 'operations/participants';
  const onlyDeltas = participants.length === 0 && Array.isArray(item.resourceData) && item.resourceData.length > 0;
  if (isOfAll && Array.isArray(item.resourceData) && !onlyDeltas && !isDeleted)
    return [readRosterNotification(participants, 'full', heard)];
  const event = readRosterNotification(participants, 'delta', heard);
  if (event.participants.length === 0) return [];
  return [isDeleted ? { ...event, participants: event.participants.map((entry) => ({ ...entry, left: true as const })) } : event];
}
