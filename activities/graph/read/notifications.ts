import { isId } from '../../../workflows/contract/call-id.ts';
import type { CallEvent, RosterEvent } from '../../../workflows/contract/events.ts';
import { integer, isJsonObject, type JsonObject, odataType, text } from './json.ts';
import { type Received, readCall } from './call.ts';
import { type IncomingCall, readIncomingCall } from './incoming-call.ts';
import { readOperation } from './operation.ts';
import { readRosterNotification } from './roster.ts';
import { readResourcePath, type ResourceKind, resourceKind, type ResourcePath } from './resource.ts';

export interface ReadNotifications {
  /** In the order of the batch. */
  events: CallEvent[];
  incoming: IncomingCall[];
  /** Number of items without anything that we know or need. */
  ignored: number;
}

/** Reads a batch, the `value` of a body (Graph §5.1). @param at ISO time at which it was received */
export function readNotifications(items: readonly unknown[], at: string): ReadNotifications {
  const read = items.map((item) => readNotification(item, at));
  return {
    events: read.flatMap(({ events }) => events),
    incoming: read.flatMap(({ incoming }) => incoming),
    ignored: read.filter(({ events }) => events.length === 0).length,
  };
}

/** What one item says. */
interface ReadNotification {
  events: CallEvent[];
  /** Of an item that announces a call. */
  incoming: IncomingCall[];
}

/** One item of a batch (Graph §5). Nothing is read from an item that is unknown or that no workflow needs. */
function readNotification(item: unknown, at: string): ReadNotification {
  const data = isJsonObject(item) ? dataOf(item.resourceData) : [];
  const path = isJsonObject(item) ? pathOf(item, data) : undefined;
  if (!isJsonObject(item) || !path) return { events: [], incoming: [] };

  const received = { callId: path.callId, at };
  const isDeleted = text(item, 'changeType')?.toLowerCase() === 'deleted';
  const of = (kind: ResourceKind) => data.filter((resource) => resourceKind(resource, path) === kind);
  const roster = { item, path, received, isDeleted, participants: of('participant') };
  return {
    events: [
      // A deleted call may come with an empty collection, too.
      ...(isDeleted && path.rest === '' && data.length === 0 ? [{}] : of('call')).flatMap((call) =>
        readCall(call, received, isDeleted),
      ),
      ...of('operation').flatMap((operation) => readOperation(operation, { ...received, ...operationIdOf(path) })),
      ...of('deltaParticipants').map((delta) => readDelta(delta, received)),
      ...readParticipants(roster),
    ],
    incoming: isDeleted ? [] : of('call').flatMap((call) => readIncomingCall(call, received) ?? []),
  };
}

/** `resourceUrl`, else the older `resource`; the data's own ids if neither is there and readable. */
function pathOf(item: JsonObject, [first]: JsonObject[]): ResourcePath | undefined {
  const candidates = [text(item, 'resourceUrl'), text(item, 'resource'), first && text(first, '@odata.id')];
  const path = candidates.flatMap((text) => (text === undefined ? [] : (readResourcePath(text) ?? []))).at(0);
  if (path) return path;
  const id = first && odataType(first) === 'call' ? text(first, 'id') : undefined;
  return id === undefined || !isId(id) ? undefined : { callId: id, rest: '', last: '' };
}

/** One entity or a collection, for every kind of resource (Graph §5.1). A deleted call may come without any data. */
function dataOf(resourceData: unknown): JsonObject[] {
  const all: unknown[] = Array.isArray(resourceData) ? resourceData : [resourceData ?? {}];
  return all.filter(isJsonObject);
}

/** `operations/participants` is a documented path that names no operation (Graph §5.2). */
function operationIdOf({ rest, last }: ResourcePath): { operationId?: string } {
  return /^operations\/(?!participants$)[^/]+$/.test(rest) ? { operationId: last } : {};
}

function readDelta(delta: JsonObject, received: Received): RosterEvent {
  const changed: unknown[] = Array.isArray(delta.participants) ? delta.participants : [];
  return readRosterNotification(changed, 'delta', received, integer(delta, 'sequenceNumber'));
}

interface Participants {
  item: JsonObject;
  path: ResourcePath;
  received: Received;
  isDeleted: boolean;
  participants: JsonObject[];
}

/** A collection at the path of all participants is everyone, even if empty; anything else is only about those it names. */
function readParticipants({ item, path, received, isDeleted, participants }: Participants): RosterEvent[] {
  const isOfAll = path.rest === 'participants' || path.rest === 'operations/participants';
  const onlyDeltas = participants.length === 0 && Array.isArray(item.resourceData) && item.resourceData.length > 0;
  if (isOfAll && Array.isArray(item.resourceData) && !onlyDeltas && !isDeleted)
    return [readRosterNotification(participants, 'full', received)];
  const event = readRosterNotification(participants, 'delta', received);
  if (event.participants.length === 0) return [];
  return [isDeleted ? { ...event, participants: event.participants.map((entry) => ({ ...entry, left: true as const })) } : event];
}
