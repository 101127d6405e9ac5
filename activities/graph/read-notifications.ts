import type { CallEvent } from '../../workflows/contract/events.ts';
import { integer, isJsonObject, type JsonObject, odataType, text } from './json.ts';
import { readCall } from './read-call.ts';
import { readOperation } from './read-operation.ts';
import { readRosterNotification } from './read-roster.ts';
import { type ResourcePath, readResourcePath } from './resource-path.ts';

/** What one item of a batch says, and the resource it says it of. */
export interface ReadNotification {
  path: ResourcePath;
  changeType: string;
  /** The call resources among its data: an incoming call holds who calls whom. */
  calls: JsonObject[];
  events: CallEvent[];
}

/**
 * Reads the items of a batch (reference §5). What is unknown, or of no use to an escalation, is counted and passed over.
 * @param at ISO time of their receipt
 */
export function readNotifications(
  items: readonly unknown[],
  at: string,
): { notifications: ReadNotification[]; passedOver: number } {
  const read = items.map((item) => readNotification(item, at));
  const notifications = read.filter((notification) => notification !== undefined);
  const passedOver = read.filter((notification) => notification === undefined || notification.events.length === 0).length;
  return { notifications, passedOver };
}

function readNotification(item: unknown, at: string): ReadNotification | undefined {
  if (!isJsonObject(item)) return undefined;
  const path = pathOf(item);
  if (!path) return undefined;
  const changeType = text(item, 'changeType')?.toLowerCase() ?? '';
  const data = dataOf(item.resourceData);
  const heard = { callId: path.callId, at };
  const calls: JsonObject[] = [];
  const events: CallEvent[] = [];
  const participants: JsonObject[] = [];
  for (const resource of data) {
    const kind = kindOf(resource, path);
    if (kind === 'call') {
      calls.push(resource);
      events.push(...readCall(resource, heard, changeType === 'deleted' && path.rest === ''));
    } else if (kind === 'operation') {
      const operationId = path.rest.startsWith('operations/') && path.last !== 'participants' ? path.last : undefined;
      events.push(...readOperation(resource, { ...heard, ...(operationId !== undefined && { operationId }) }));
    } else if (kind === 'participant') {
      participants.push(resource);
    } else if (kind === 'deltaParticipants') {
      const changed: unknown[] = Array.isArray(resource.participants) ? resource.participants : [];
      events.push(readRosterNotification(changed, 'delta', heard, integer(resource, 'sequenceNumber')));
    }
  }
  // A single participant's path tells of that one; the path of all of them tells of everyone.
  const everyone = path.rest === 'participants' || path.rest === 'operations/participants';
  const isRoster = participants.length > 0 || (data.length === 0 && everyone && Array.isArray(item.resourceData));
  if (isRoster) events.push(readRosterNotification(participants, everyone ? 'full' : 'delta', heard));
  return { path, changeType, calls, events };
}

/** `resourceUrl`, else the older `resource`; the data's own `@odata.id` where both are missing or of no use. */
function pathOf(item: JsonObject): ResourcePath | undefined {
  const [first] = dataOf(item.resourceData);
  const paths = [text(item, 'resourceUrl'), text(item, 'resource'), first && text(first, '@odata.id')];
  return paths.map((path) => (path === undefined ? undefined : readResourcePath(path))).find((path) => path !== undefined);
}

/** One entity or a collection, for every kind of resource (reference §5.1). A deleted call may come without any data. */
function dataOf(resourceData: unknown): JsonObject[] {
  const all: unknown[] = Array.isArray(resourceData) ? resourceData : [resourceData ?? {}];
  return all.filter(isJsonObject);
}

type Kind = 'call' | 'operation' | 'participant' | 'deltaParticipants';

/** By the data's type, the one dependable sign; by the path where there is none (reference §5.2). */
function kindOf(resource: JsonObject, path: ResourcePath): Kind | undefined {
  const type = odataType(resource);
  if (type === 'call' || type === 'participant') return type;
  if (type === 'deltaparticipants') return 'deltaParticipants';
  if (type?.endsWith('operation'))
    return type === 'inviteparticipantsoperation' || type === 'commsoperation' ? 'operation' : undefined;
  if (type !== undefined) return undefined;
  if (path.rest === '') return 'call';
  if (path.rest.startsWith('participants')) return 'participant';
  return path.rest.startsWith('operations') ? 'operation' : undefined;
}
