import { normalizeId } from '../contract/call-id.ts';
import { type Call, rostersOf, type Identity } from './call.ts';
import type { Leg } from './leg.ts';
import { cameSince, type Place, peopleNow, placeNow, seenSince } from './roster.ts';

/** Undefined where there is no P2P call. */
export function p2pLeg({ p2pCallId }: Identity, call: Call): Leg | undefined {
  return p2pCallId === undefined ? undefined : call.legs[normalizeId(p2pCallId)];
}

export function multipartyLegs(call: Call): Leg[] {
  return Object.values(call.legs)
    .filter((leg) => leg.kind === 'multiparty')
    .sort((a, b) => a.attempt - b.attempt || (a.callId < b.callId ? -1 : 1));
}

/** The legs that one attempt of this run has made: more than one where a 503 was processed after all. */
export function legsOfAttempt(identity: Identity, call: Call, attempt: number): Leg[] {
  return multipartyLegs(call).filter((leg) => leg.run === identity.run && leg.attempt === attempt);
}

/** Established, and not known to be in the lobby: people can be invited from it. */
export function isUsable(call: Call, leg: Leg, applicationId: string): boolean {
  return !leg.end && leg.reached === 'established' && !isInLobby(call, leg, applicationId);
}

/** Whether our own place in the call is the lobby, as far as a roster says so. */
export function isInLobby(call: Call, leg: Leg, applicationId: string): boolean {
  const rosters = rostersOf(call, leg);
  const places = rosters.map((roster) => placeNow(roster, applicationId));
  if (places.every((place) => place === 'absent')) return seesOnlyLobby(call, leg);
  return places.includes('inLobby') && !places.includes('in');
}

/**
 * Graph may list us under a resource account's id, which we do not know (Graph §14). From the lobby a leg sees only itself
 * (Graph §3.2), so it is there where everybody a GET listed is.
 */
function seesOnlyLobby(call: Call, leg: Leg): boolean {
  const people = peopleIn(call, leg);
  const wasRead = rostersOf(call, leg).some(({ readSeq }) => readSeq !== undefined);
  return wasRead && people.length > 0 && people.every(({ inLobby }) => inLobby);
}

/** Best place at which the caller was seen in the meeting of a leg since a seq. */
export function callerSeenSince(call: Call, leg: Leg, callerId: string, seq: number): Place {
  const places = rostersOf(call, leg).map((roster) => seenSince(roster, callerId, seq));
  return places.includes('in') ? 'in' : places.includes('inLobby') ? 'inLobby' : 'absent';
}

/**
 * Where the rosters put the caller since an invite was sent, as far as that tells of a move. A caller who was in the meeting before,
 * on another device, is listed again and again; only one who was seen to come was moved. With the P2P call gone, and nobody to say
 * why (`p2pIsSilent`), one who was not seen before will do: the caller is in the meeting, and nowhere else.
 */
export function callerCameSince(call: Call, leg: Leg, callerId: string, seq: number, p2pIsSilent: boolean): Place {
  const place = callerSeenSince(call, leg, callerId, seq);
  return place === 'in' && !rostersOf(call, leg).some((roster) => cameSince(roster, callerId, seq, p2pIsSilent))
    ? 'absent'
    : place;
}

export function peopleIn(call: Call, leg: Leg): { userId: string; inLobby: boolean }[] {
  const people = new Map<string, boolean>();
  for (const { userId, inLobby } of rostersOf(call, leg).flatMap(peopleNow)) {
    people.set(userId, inLobby && people.get(userId) !== false);
  }
  return [...people].map(([userId, inLobby]) => ({ userId, inLobby }));
}
