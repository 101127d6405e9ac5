import type { PersonNow } from '../call/people-in-roster.ts';
import { rostersOf } from '../call/call.ts';
import { peopleIn } from '../call/selectors.ts';
import { normalizeId } from '../contract/call-id.ts';
import { now } from '../run/clock.ts';
import { addToTimeline } from '../run/timeline.ts';
import { legOf } from './leg.ts';
import type { Stay } from './stay.ts';

/**
 * Everybody whom the rosters put in the call, or in its lobby; ourselves, too. Worked out once for all who ask: of a thousand people it
 * takes milliseconds, and a run that is replayed has three seconds for all that it has heard.
 */
export function attendees(stay: Stay): readonly PersonNow[] {
  const { live, run } = stay;
  const { call } = run.state;
  if (live.attendance?.call !== call) live.attendance = { call, people: peopleIn(call, legOf(stay)) };
  return live.attendance.people;
}

/** Follows who comes and goes, as far as they are still there, or gone, when all that is at hand has been applied. */
export function followPeople(stay: Stay): void {
  const { state, run } = stay;
  const people = attendees(stay);
  const ids = new Set(people.map(({ id }) => id));
  for (const id of Object.keys(state.seenSince)) {
    if (ids.has(id)) continue;
    delete state.seenSince[id];
    addToTimeline(run, { what: `${titleOf(stay, id)} is not in the call any more`, leg: 'multiparty' });
  }
  for (const { id, inLobby } of people) {
    if (id in state.seenSince) continue;
    state.seenSince[id] = now(run);
    addToTimeline(run, { what: `${titleOf(stay, id)} is in the ${inLobby ? "call's lobby" : 'call'}`, leg: 'multiparty' });
  }
  followAlone(stay);
}

/** Somebody whom we know to be a person counts as one from now on, however Graph lists them. */
export function knowAsPerson({ state }: Stay, userId: string): void {
  const id = normalizeId(userId);
  if (!state.knownPeople.includes(id)) state.knownPeople.push(id);
}

/**
 * Nobody but applications is in the call; whoever waits in its lobby is not in. Undefined while no roster tells: one in which nobody
 * is in, not even the bot, tells nothing (lists may stay empty, Graph §3.7, and from the lobby a leg sees nobody, Graph §3.2).
 */
export function isAlone(stay: Stay): boolean | undefined {
  const people = attendees(stay);
  if (people.some((person) => !person.inLobby && isPerson(stay, person))) return false;
  // A delta alone tells of those who have changed.
  const tellsOfAll = rostersOf(stay.run.state.call, legOf(stay)).some(
    ({ readSeq, firstFullSeq }) => (readSeq ?? firstFullSeq) !== undefined,
  );
  return tellsOfAll && people.some(({ inLobby }) => !inLobby) ? true : undefined;
}

function followAlone(stay: Stay): void {
  const { state, run, live } = stay;
  // Nobody is alone while Teams rings somebody.
  if (isAlone(stay) === true && !live.party) state.aloneSince ??= now(run);
  else delete state.aloneSince;
}

function isPerson({ state }: Stay, { id, kind }: PersonNow): boolean {
  return kind !== 'application' || state.knownPeople.includes(id);
}

/** Ids and no names: the timeline is seen by many. */
function titleOf({ applicationId }: Stay, id: string): string {
  return id === normalizeId(applicationId) ? 'The bot' : `Participant ${id}`;
}
