import { normalizeId } from '../contract/call-id.ts';
import type { IdentityKind, RosterEntry, RosterEvent } from '../contract/events.ts';
import { better, isBetter, type Place, placeOf } from './place.ts';
import { type Deltas, foldDelta, withoutOldDeltas } from './roster-deltas.ts';

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

export interface Person {
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

export interface Listed {
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
  return isBetter(placeOf(second), placeOf(first)) ? second : first;
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
  if (a.number > b.number || isBetter(a.place, b.place)) return a;
  // One number does not mean one roster: it does not grow when somebody leaves. What is kept is when the better place was last said.
  return isBetter(b.place, a.place) ? b : { ...a, at: Math.max(a.at, b.at) };
}
