import { isId } from '../../../workflows/contract/call-id.ts';
import type { IdentityKind, RosterEntry, RosterEvent } from '../../../workflows/contract/events.ts';
import { integer, isJsonObject, type JsonObject, text } from './json.ts';
import type { Received } from './call.ts';

/**
 * The participants of a GET, newer than what was received before it was begun.
 * @param extent `full`: everyone; `delta`: some pages only, which say nothing about who is not on them
 */
export function readRoster(
  participants: readonly unknown[],
  { callId, at }: Received,
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
      ...highestSequenceNumber(participants),
    },
  ];
}

/** A roster notification, full or delta. Only what the contract needs: 300 people with all their fields take 0.6 MB. */
export function readRosterNotification(
  items: readonly unknown[],
  extent: 'full' | 'delta',
  received: Received,
  sequenceNumber?: number,
): RosterEvent {
  const number = sequenceNumber ?? highestSequenceNumber(items).sequenceNumber;
  const participants = items.flatMap(readParticipant);
  return {
    type: 'roster',
    ...received,
    extent,
    source: 'notification',
    participants,
    ...(number !== undefined && { sequenceNumber: number }),
  };
}

/** Empty for a participant without any id: it cannot be told from others. */
function readParticipant(participant: unknown): RosterEntry[] {
  if (!isJsonObject(participant)) return [];
  const participantId = text(participant, 'id');
  const identity = identityOf(participant, participantId);
  if (!identity || !isId(identity.id)) return [];
  const left = isJsonObject(participant.removedState);
  return [
    {
      ...identity,
      ...(participantId !== undefined && isId(participantId) && { participantId }),
      inLobby: participant.isInLobby === true,
      ...(typeof participant.isMuted === 'boolean' && { muted: participant.isMuted }),
      ...(left && { left }),
    },
  ];
}

/**
 * The user's id if there is one, else that of any other kind: the examples list users under `application` (Graph §11.9). The
 * id of a phone is its number, which must not get into a history, whatever kind repeats it (Graph §3.7): somebody on a phone goes
 * by the participant's own id, and so does whoever has an identity without one.
 */
function identityOf(participant: JsonObject, participantId: string | undefined): Pick<RosterEntry, 'id' | 'kind'> | undefined {
  const info = isJsonObject(participant.info) ? participant.info : {};
  const { user, phone, ...others } = isJsonObject(info.identity) ? info.identity : {};
  const present = Object.entries({ user, ...others, phone }).filter(([, identity]) => isJsonObject(identity));
  const named = present.flatMap(([name, identity]) => {
    const id = isJsonObject(identity) && name !== 'phone' ? text(identity, 'id') : undefined;
    return id === undefined || PHONE_NUMBER.test(id) ? [] : [{ id, kind: kindOf(name) }];
  })[0];
  if (named) return named;
  const [name] = present[0] ?? [];
  return participantId === undefined || name === undefined ? undefined : { id: participantId, kind: kindOf(name) };
}

/** `+49…`, `tel:+49…`, `sip:+49…@…`, `4:+49…`; ids of users and applications have no plus sign. */
const PHONE_NUMBER = /\+\d/;

/** @param name of the identity in Graph's identity set */
function kindOf(name: string): IdentityKind {
  switch (name) {
    case 'user':
    case 'phone':
    case 'guest':
      return name;
    case 'application':
    case 'applicationInstance':
      return 'application';
    default:
      return 'other';
  }
}

/**
 * Participants carry the number of the roster that last changed them. The highest is at most the number of this roster, so a
 * later removal may go unnoticed until the next read, but nobody present is taken for absent.
 */
function highestSequenceNumber(participants: readonly unknown[]): { sequenceNumber?: number } {
  const numbers = participants.flatMap((participant) =>
    isJsonObject(participant) ? [integer(participant, 'rosterSequenceNumber')] : [],
  );
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 ? { sequenceNumber: Math.max(...known) } : {};
}
