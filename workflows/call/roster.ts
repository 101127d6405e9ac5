import { normalizeId } from '../contract/call-id.ts';
import type { IdentityKind, RosterEntry, RosterEvent } from '../contract/events.ts';
import { type Deltas, foldDelta, withoutOldDeltas } from './roster-deltas.ts';

export type Place = 'in' | 'inLobby' | 'absent';

/** Who was seen in a multiparty call. Each `…Seq` is a number of the run's own order; each field keeps the latest, or the first, so order cannot matter. */
export interface Roster {
  people: Record<string, Person>;
  /** `seq` at which the latest GET of the whole roster was begun: whoever it does not list was absent then. */
  readSeq?: number;
  /** Highest sequence number of a full roster: whoever it does not list was absent then. */
  fullSequence?: number;
  /** `seq` of the first roster that listed everybody who was in. */
  firstFullSeq?: FirstSeq;
  /** `seq` of the latest notification that lists everybody. */
  latestFullSeq?: number;
  /** Of the numbered deltas: those that no later roster has made needless. */
  deltas?: Deltas;
}

/** By the source: a read is numbered by its begin, and what it says at its end may be later than what was notified meanwhile. */
type FirstSeq = Partial<Record<RosterEvent['source'], number>>;

interface Person {
  firstInSeq?: FirstSeq;
  seenInSeq?: number;
  seenInLobbySeq?: number;
  /** What the latest GET that listed this person said. */
  read?: { at: number; place: Place };
  /** What the highest sequence number said, and when it was received: numbered rosters that overtake one another are a fault of the simulation. */
  sequenced?: { number: number; at: number; place: Place };
  /** What the latest roster that lists this person says besides the place. */
  listed?: Listed;
}

interface Listed {
  at: number;
  /** As Graph wrote it. */
  id: string;
  left?: true;
  /** With all devices that it lists. */
  inLobby?: true;
  kind?: IdentityKind;
  participantId?: string;
  muted?: boolean;
}

export const EMPTY_ROSTER: Roster = { people: {} };

/** @param seq when it was received; for a probe: when its GET was begun */
export function foldRoster(roster: Roster, event: RosterEvent, seq: number): Roster {
  const people = { ...roster.people };
  for (const entry of event.participants) {
    const id = normalizeId(entry.id);
    const person = foldPerson(people[id] ?? {}, placeOf(entry), event, seq);
    people[id] = { ...person, listed: latestListed(person.listed, entry, seq) };
  }
  const next: Roster = { ...roster, people };
  const deltas = foldDelta(roster.deltas, event, seq);
  if (event.extent !== 'full') return withDeltas(next, deltas);
  // From the lobby we are shown the lobby alone, which tells nothing of who is in.
  if (event.participants.some(({ inLobby, left }) => !inLobby && !left))
    next.firstFullSeq = earlier(roster.firstFullSeq, event.source, seq);
  if (event.source === 'probe') next.readSeq = Math.max(roster.readSeq ?? 0, seq);
  else if (event.sequenceNumber !== undefined) {
    next.fullSequence = Math.max(roster.fullSequence ?? event.sequenceNumber, event.sequenceNumber);
  }
  if (event.source === 'notification') next.latestFullSeq = Math.max(roster.latestFullSeq ?? seq, seq);
  return withDeltas(next, deltas);
}

function withDeltas(roster: Roster, deltas: Deltas | undefined): Roster {
  return deltas ? { ...roster, deltas: withoutOldDeltas(deltas, roster.readSeq) } : roster;
}

function latestListed(
  known: Listed | undefined,
  { id, kind, participantId, muted, left, inLobby }: RosterEntry,
  at: number,
): Listed {
  const listed: Listed = {
    at,
    id,
    ...(left && { left }),
    ...(inLobby && !left && { inLobby }),
    ...(kind !== undefined && { kind }),
    ...(participantId !== undefined && { participantId }),
    ...(muted !== undefined && { muted }),
  };
  if (!known || known.at < at) return listed;
  if (known.at > at) return known;
  // Somebody listed twice in one roster, on two devices: always the same one of the two, whatever their order; one who is in before the other.
  const [first, second] = JSON.stringify(known) >= JSON.stringify(listed) ? [known, listed] : [listed, known];
  return WORTH[placeOf(second)] > WORTH[placeOf(first)] ? second : first;
}

function foldPerson(person: Person, place: Place, event: RosterEvent, seq: number): Person {
  const next = { ...person };
  if (place === 'in') {
    next.firstInSeq = earlier(person.firstInSeq, event.source, seq);
    next.seenInSeq = Math.max(person.seenInSeq ?? 0, seq);
  }
  if (place === 'inLobby') next.seenInLobbySeq = Math.max(person.seenInLobbySeq ?? 0, seq);
  if (event.source === 'probe') next.read = later(person.read, { at: seq, place });
  else if (event.sequenceNumber !== undefined)
    next.sequenced = higher(person.sequenced, { number: event.sequenceNumber, at: seq, place });
  return next;
}

function earlier(known: FirstSeq = {}, source: RosterEvent['source'], seq: number): FirstSeq {
  return { ...known, [source]: Math.min(known[source] ?? seq, seq) };
}

function later(a: Person['read'], b: NonNullable<Person['read']>): NonNullable<Person['read']> {
  if (!a || b.at > a.at) return b;
  return a.at > b.at ? a : { at: a.at, place: better(a.place, b.place) };
}

function higher(a: Person['sequenced'], b: NonNullable<Person['sequenced']>): NonNullable<Person['sequenced']> {
  if (!a || b.number > a.number) return b;
  if (a.number > b.number || WORTH[a.place] > WORTH[b.place]) return a;
  // One number does not mean one roster: it does not grow when somebody leaves. What is kept is when the better place was last said.
  return WORTH[b.place] > WORTH[a.place] ? b : { ...a, at: Math.max(a.at, b.at) };
}

function placeOf({ left, inLobby }: Pick<RosterEntry, 'left'> & { inLobby?: boolean }): Place {
  return left ? 'absent' : inLobby ? 'inLobby' : 'in';
}

const WORTH = { absent: 0, inLobby: 1, in: 2 } satisfies Record<Place, number>;

function better(a: Place, b: Place): Place {
  return WORTH[a] >= WORTH[b] ? a : b;
}

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
    return WORTH[placeNow(roster, id)] > WORTH[said];
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
