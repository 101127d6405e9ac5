import { normalizeId } from '../contract/call-id.ts';
import { type Call, rostersOf, type Identity } from './call.ts';
import type { Leg } from './leg.ts';
import { isDeltaMissing } from './roster-deltas.ts';
import { cameSince, leavesSomebodyOut, type PersonNow, peopleNow, placeNow, seenSince } from './people-in-roster.ts';
import type { Place } from './place.ts';
import type { Roster } from './roster.ts';

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

/** Best place at which somebody was seen in the meeting of a leg since a seq. */
export function seenInCallSince(call: Call, leg: Leg, userId: string, seq: number): Place {
  const places = rostersOf(call, leg).map((roster) => seenSince(roster, userId, seq));
  return places.includes('in') ? 'in' : places.includes('inLobby') ? 'inLobby' : 'absent';
}

/**
 * Where the rosters put the caller since an invite was sent, as far as that tells of a move. A caller who was in the meeting before,
 * on another device, is listed again and again; only one who was seen to come was moved. With the P2P call gone, and nobody to say
 * why (`p2pIsSilent`), one who was not seen before will do: the caller is in the meeting, and nowhere else.
 */
export function callerCameSince(call: Call, leg: Leg, callerId: string, seq: number, p2pIsSilent: boolean): Place {
  const place = seenInCallSince(call, leg, callerId, seq);
  return place === 'in' && !rostersOf(call, leg).some((roster) => cameSince(roster, callerId, seq, p2pIsSilent))
    ? 'absent'
    : place;
}

/** Everybody whom the rosters of a leg's meeting put in the call, or in its lobby, now. */
export function peopleIn(call: Call, leg: Leg): PersonNow[] {
  const people = new Map<string, PersonNow>();
  for (const person of readRostersOf(call, leg).flatMap(peopleNow)) {
    const known = people.get(person.id);
    people.set(person.id, known && person.inLobby && !known.inLobby ? { ...person, inLobby: false } : person);
  }
  return [...people.values()];
}

/** Where somebody is now, as far as the rosters say. */
export function placeOf(call: Call, leg: Leg, userId: string): Place {
  const person = peopleIn(call, leg).find(({ id }) => id === normalizeId(userId));
  return person ? (person.inLobby ? 'inLobby' : 'in') : 'absent';
}

/** Whether the rosters of a leg's meeting are to be read anew: a numbered one is missing. */
export function isRosterMissing(call: Call, leg: Leg): boolean {
  return readRostersOf(call, leg).some(isDeltaMissing);
}

/** Whether they are to be read anew because one that lists everybody does not list somebody who counts as in. */
export function isSomebodyLeftOut(call: Call, leg: Leg): boolean {
  return readRostersOf(call, leg).some(leavesSomebodyOut);
}

/** The rosters of a leg's meeting. A read tells of all of them, and is filed under the leg's own path alone (Graph §11.8). */
function readRostersOf(call: Call, leg: Leg): Roster[] {
  const readSeq = rosterReadSeq(call, leg);
  const rosters = rostersOf(call, leg);
  return readSeq === undefined ? rosters : rosters.map((roster) => ({ ...roster, readSeq }));
}

/** `seq` at which the latest GET of the whole roster was begun; undefined while none was answered. */
export function rosterReadSeq(call: Call, leg: Leg): number | undefined {
  const seqs = rostersOf(call, leg).flatMap(({ readSeq }) => readSeq ?? []);
  return seqs.length > 0 ? Math.max(...seqs) : undefined;
}
