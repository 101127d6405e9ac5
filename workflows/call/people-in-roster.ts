import { normalizeId } from '../contract/call-id.ts';
import type { IdentityKind, RosterEvent } from '../contract/events.ts';
import { better, isBetter, type Place, placeOf } from './place.ts';
import type { Listed, Person, Roster } from './roster.ts';

/** Best place at which somebody was seen at or after a seq: what the replacement is decided by, for it needs to have happened only once. */
export function seenSince(roster: Roster, id: string, seq: number): Place {
  const person = roster.people[normalizeId(id)];
  if ((person?.seenInSeq ?? -1) >= seq) return 'in';
  return (person?.seenInLobbySeq ?? -1) >= seq ? 'inLobby' : 'absent';
}

/**
 * Whether somebody was first seen in at or after a seq, and after a first roster that listed everybody else: one that lists them
 * tells of those who were in before it, too, and it may come late.
 * @param orListedFirst whether being listed by that first roster will do
 */
export function cameSince(roster: Roster, id: string, seq: number, orListedFirst: boolean): boolean {
  const { firstInSeq, seenInSeq = -1 } = roster.people[normalizeId(id)] ?? {};
  if (!firstInSeq || Math.min(...Object.values(firstInSeq)) < seq) return false;
  return orListedFirst || SOURCES.some((source) => seenInSeq > missingSince(source));

  function missingSince(source: RosterEvent['source']): number {
    const full = roster.firstFullSeq?.[source] ?? Infinity;
    return full < (firstInSeq?.[source] ?? Infinity) ? full : Infinity;
  }
}

const SOURCES = ['notification', 'probe'] satisfies RosterEvent['source'][];

/** Whether somebody was seen in the lobby at or after a seq, wherever they are now. */
export function wasInLobbySince(roster: Roster, id: string, seq: number): boolean {
  return (roster.people[normalizeId(id)]?.seenInLobbySeq ?? -1) >= seq;
}

/**
 * Where somebody is now. People can go back and forth, so an unnumbered notification can only add; what takes away is a
 * higher sequence number, or a GET that was begun after the evidence it contradicts (rule 2).
 */
export function placeNow(roster: Roster, id: string): Place {
  const person = roster.people[normalizeId(id)];
  if (!person) return 'absent';
  const readSeq = roster.readSeq ?? -1;
  const sequenced = sequencedPlace(roster, person);
  const fromRead: Place = person.read?.at === readSeq ? person.read.place : 'absent';
  const seenLater = better(
    (person.seenInSeq ?? -1) > readSeq ? 'in' : 'absent',
    (person.seenInLobbySeq ?? -1) > readSeq ? 'inLobby' : 'absent',
  );
  if (sequenced && sequenced.at > readSeq) return sequenced.place;
  return better(fromRead, seenLater);
}

function sequencedPlace(roster: Roster, person: Person): { at: number; place: Place } | undefined {
  const { sequenced } = person;
  if (!sequenced) return undefined;
  return sequenced.number < (roster.fullSequence ?? sequenced.number) ? { at: sequenced.at, place: 'absent' } : sequenced;
}

/**
 * Whether the latest roster leaves out somebody who is in as far as we know, or says that they have left, or that they wait in the
 * lobby while we know them to be in, with a device that may have left (seed 10275069). One without a number may be
 * older than what it contradicts, and the number that a roster has of its people does not grow when somebody leaves: neither takes
 * anybody away (rule 2), and only a read tells.
 */
export function leavesSomebodyOut(roster: Roster): boolean {
  const { latestFullSeq = -1, readSeq = -1, people } = roster;
  return Object.entries(people).some(([id, { listed }]) => {
    if (!listed) return false;
    const isLeftOut = latestFullSeq > readSeq && listed.at < latestFullSeq;
    const said = isLeftOut ? 'absent' : listed.at > readSeq ? placeOf(listed) : 'in';
    return isBetter(placeNow(roster, id), said);
  });
}

/** Somebody who is in the call, or in its lobby. */
export interface PersonNow {
  /** Normalized id of their identity, or of the participant where that has none. */
  id: string;
  /** The same as Graph wrote it. */
  writtenId: string;
  inLobby: boolean;
  kind: IdentityKind;
  participantId?: string;
  muted?: boolean;
}

/** Everybody who is in the call or its lobby now. */
export function peopleNow(roster: Roster): PersonNow[] {
  return Object.keys(roster.people)
    .sort()
    .flatMap((id) => {
      const place = placeNow(roster, id);
      return place === 'absent' ? [] : [personNow(id, place, roster.people[id]?.listed)];
    });
}

function personNow(id: string, place: Place, listed: Listed | undefined): PersonNow {
  const { id: writtenId = id, kind = 'user', participantId, muted } = listed ?? {};
  return {
    id,
    writtenId,
    inLobby: place === 'inLobby',
    kind,
    ...(participantId !== undefined && { participantId }),
    ...(muted !== undefined && { muted }),
  };
}
