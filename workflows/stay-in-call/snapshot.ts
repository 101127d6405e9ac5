import type { PersonNow } from '../call/people-in-roster.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { IdentityKind } from '../contract/events.ts';
import type { PersonInCall, StaySnapshot } from '../contract/stay.ts';
import { allWaits } from '../run/all-waits.ts';
import { keptAliveAt } from '../run/keep-alive.ts';
import { legOf } from './leg.ts';
import { attendees } from './people.ts';
import type { Stay } from './stay.ts';

/** What the query answers: the stay as it stands. */
export function snapshot(stay: Stay): StaySnapshot {
  const { status, call, ...rest } = withoutPeople(stay);
  return { status, call, people: peopleInCall(stay), ...rest };
}

/** How many are in the call, the bot itself not counted; of them, who waits in its lobby, and who is an application. */
export interface HeadCount {
  people: number;
  inLobby: number;
  applications: number;
}

/** For the page, which is rendered after each event and lists nobody: of a thousand people a list takes a millisecond. */
export function headCount(stay: Stay): HeadCount {
  const others = attendees(stay).filter((person) => !isBot(stay, person));
  return {
    people: others.length,
    inLobby: others.filter(({ inLobby }) => inLobby).length,
    applications: others.filter((person) => kindOf(stay, person) === 'application').length,
  };
}

/** The snapshot but for the list of people, which is dear in a large meeting. */
export function withoutPeople(stay: Stay): Omit<StaySnapshot, 'people'> {
  const { call, context, state, run } = stay;
  const leg = legOf(stay);
  const keptAlive = keptAliveAt(run, leg);
  const waitingFor = allWaits([...run.live.pendingWaits].flatMap(({ shown }) => shown ?? []));
  return {
    status: state.status,
    call: { id: call.id, state: leg.end ? 'terminated' : leg.reached },
    invites: state.invited,
    ...(state.aloneSince !== undefined && { aloneSince: iso(state.aloneSince) }),
    ...(keptAlive !== undefined && { keptAliveAt: iso(keptAlive) }),
    ...(waitingFor && { waitingFor }),
    ...(context !== undefined && { context }),
    timeline: run.state.timeline,
  };
}

/** The bot itself is not listed: that it is in the call is what the status says. */
function peopleInCall(stay: Stay): PersonInCall[] {
  const { state } = stay;
  return attendees(stay)
    .filter((person) => !isBot(stay, person))
    .map((person) => {
      const { id, writtenId, participantId, inLobby, muted } = person;
      return {
        ...(hasIdentity(person) && { userId: writtenId }),
        ...(participantId !== undefined && { participantId }),
        kind: kindOf(stay, person),
        inLobby,
        ...(muted !== undefined && { muted }),
        since: iso(state.seenSince[id] ?? state.since),
      };
    });
}

function isBot({ applicationId }: Stay, { id }: PersonNow): boolean {
  return id === normalizeId(applicationId);
}

function kindOf({ state }: Stay, { id, kind }: PersonNow): IdentityKind {
  return state.knownPeople.includes(id) ? 'user' : kind;
}

/** Whoever has no identity with an id goes by the participant's. */
function hasIdentity({ id, kind, participantId }: PersonNow): boolean {
  return kind === 'user' || (kind !== 'phone' && normalizeId(participantId ?? '') !== id);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
