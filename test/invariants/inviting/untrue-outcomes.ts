import { normalizeId } from '../../../workflows/contract/call-id.ts';
import type { Ring } from '../staying/ended-stay.ts';
import type { PeopleInTruth, SaidOfPeople, SaidOfPerson } from './said-of-people.ts';

/** No outcome says more than is true (workflows/run/README.md, Inviting people). */
export function untrueOutcomes(said: readonly SaidOfPeople[], truth: PeopleInTruth): string[] {
  const found = said.flatMap((one) =>
    one.people
      .filter((person) => !COULD_BE[person.outcome](factsOf(person, one, truth)))
      .map(
        ({ user, outcome }) =>
          `${user.id} is said to be ${outcome} by ${one.workflowId}, which Microsoft's side does not bear out`,
      ),
  );
  return [...new Set(found)];
}

interface Facts {
  wasIn: boolean;
  wasInLobby: boolean;
  /** An operation of the request has completed. */
  completed: boolean;
  unconfirmed: boolean;
  answers: readonly Ring['answer'][];
  legEnded: boolean;
}

const says =
  (...these: NonNullable<Ring['answer']>[]) =>
  ({ answers }: Facts): boolean =>
    answers.some((answer) => answer !== undefined && these.includes(answer));

const COULD_BE: Record<SaidOfPerson['outcome'], (facts: Facts) => boolean> = {
  notNamed: ({ wasIn, wasInLobby, completed }) => wasIn || wasInLobby || completed,
  joined: ({ wasIn, completed, unconfirmed }) => wasIn || (completed && unconfirmed),
  inLobby: ({ wasInLobby }) => wasInLobby,
  alreadyIn: ({ wasIn }) => wasIn,
  declined: says('declined'),
  unanswered: says('unanswered', 'busy', 'unreachable'),
  // A call that has ended has nobody in it, whoever was.
  failed: ({ completed, legEnded }) => !completed || legEnded,
  unknown: () => true,
};

function factsOf(
  { user, unconfirmed }: SaidOfPeople['people'][number],
  { workflowId, from, until }: SaidOfPeople,
  { presences, rings, legEndedAt = Infinity }: PeopleInTruth,
): Facts {
  const id = normalizeId(user.id);
  const theirs = presences.filter((one) => normalizeId(one.id) === id && one.from <= until);
  const rung = rings.filter(
    (ring) => normalizeId(ring.userId) === id && ring.workflowId === workflowId && ring.at >= from && ring.at <= until,
  );
  return {
    wasIn: theirs.some(({ inLobby }) => !inLobby),
    wasInLobby: theirs.some(({ inLobby }) => inLobby),
    completed: rung.at(-1)?.operation === 'completed',
    unconfirmed: unconfirmed !== undefined,
    answers: rung.map(({ answer }) => answer),
    legEnded: legEndedAt <= until,
  };
}

/** From somebody's coming until a read tells of it. */
const NEWS_TAKE = 15_000;

/** Nobody is rung who is in already: who is in is read before anybody is rung. */
export function rungWhoIsIn({ presences, rings }: PeopleInTruth): string[] {
  const isIn = ({ userId, at }: Ring) =>
    presences.some(
      (one) =>
        normalizeId(one.id) === normalizeId(userId) && !one.inLobby && one.from <= at - NEWS_TAKE && (one.to ?? Infinity) > at,
    );
  return [...new Set(rings.filter(isIn).map(({ userId }) => `${userId} was rung, and was in already`))];
}
