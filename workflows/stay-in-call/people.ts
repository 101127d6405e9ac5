import type { PersonNow } from '../call/roster.ts';
import { rostersOf } from '../call/call.ts';
import { peopleIn } from '../call/selectors.ts';
import { normalizeId } from '../contract/call-id.ts';
import { now } from '../run/clock.ts';
import { addToTimeline } from '../run/timeline.ts';
import { legOf } from './leg.ts';
import type { Stay } from './stay.ts';

/** Everybody whom the rosters put in the call, or in its lobby; ourselves, too. */
export function peopleOf(stay: Stay): PersonNow[] {
  return peopleIn(stay.run.state.call, legOf(stay));
}

/** Follows who comes and goes, after each event. */
export function followPeople(stay: Stay): void {
  const { state, run } = stay;
  const people = peopleOf(stay);
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
  const { call } = stay.run.state;
  const thoseIn = peopleOf(stay).filter(({ inLobby }) => !inLobby);
  if (thoseIn.some((person) => isPerson(stay, person))) return false;
  // A delta alone tells of those who have changed.
  const tellsOfAll = rostersOf(call, legOf(stay)).some(({ readSeq, firstFullSeq }) => (readSeq ?? firstFullSeq) !== undefined);
  return thoseIn.length > 0 && tellsOfAll ? true : undefined;
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
