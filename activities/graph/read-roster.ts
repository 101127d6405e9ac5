import { isId } from '../../workflows/contract/call-id.ts';
import type { RosterEntry, RosterEvent } from '../../workflows/contract/events.ts';
import { integer, isJsonObject, type JsonObject, text } from './json.ts';
import type { HeardOf } from './read-call.ts';

/**
 * A GET of the participants, newer than what was heard before it was begun.
 * @param extent `full`: everyone; `delta`: some pages of it, which say nothing of who is not on them
 */
export function readRoster(
  participants: readonly unknown[],
  { callId, at }: HeardOf,
  extent: RosterEvent['extent'] = 'full',
): RosterEvent[] {
  return [
    {
      type: 'roster',
      callId,
      at,
      extent,
      source: 'probe',
      participants: participants.flatMap(readParticipant),
      ...newest(participants),
    },
  ];
}

/** A roster notification, full or delta: what the contract needs of it, for 300 people with all their fields are 0.6 MB. */
export function readRosterNotification(
  items: readonly unknown[],
  extent: 'full' | 'delta',
  heard: HeardOf,
  sequenceNumber?: number,
): RosterEvent {
  const number = sequenceNumber ?? newest(items).sequenceNumber;
  const participants = items.flatMap(readParticipant);
  return {
    type: 'roster',
    ...heard,
    extent,
    source: 'notification',
    participants,
    ...(number !== undefined && { sequenceNumber: number }),
  };
}

/** Nobody, for a participant whose identity has no id: it cannot be told from others. */
function readParticipant(participant: unknown): RosterEntry[] {
  if (!isJsonObject(participant)) return [];
  const id = idOf(participant);
  if (id === undefined || !isId(id)) return [];
  const left = isJsonObject(participant.removedState);
  return [{ id, inLobby: participant.isInLobby === true, ...(left && { left }) }];
}

/**
 * Of a user if there is one, else of whatever kind: the examples list users under `application` (reference §11.9). The id of a
 * phone is its number, which must not stand in a history: who calls by phone goes by the participant's own id.
 */
function idOf(participant: JsonObject): string | undefined {
  const info = isJsonObject(participant.info) ? participant.info : {};
  const identity = isJsonObject(info.identity) ? info.identity : {};
  const { user, phone, ...others } = identity;
  const id = [user, ...Object.values(others)]
    .map((kind) => (isJsonObject(kind) ? text(kind, 'id') : undefined))
    .find((found) => found !== undefined);
  return id ?? (isJsonObject(phone) ? text(participant, 'id') : undefined);
}

/**
 * Participants carry the number of the roster that last changed them. The highest is at most the number of this roster, so a
 * later removal may go unnoticed until the next read, and nobody is taken for absent who is not.
 */
function newest(participants: readonly unknown[]): { sequenceNumber?: number } {
  const numbers = participants.flatMap((participant) =>
    isJsonObject(participant) ? [integer(participant, 'rosterSequenceNumber')] : [],
  );
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 ? { sequenceNumber: Math.max(...known) } : {};
}
