import { normalizeId } from '../../../workflows/contract/call-id.ts';
import type { EndedStay, Presence } from './ended-stay.ts';

/** A roster, its delivery, and a task that was lost meanwhile. */
const NEWS_TAKE = 15_000;

/** Who is said to be in the call was in it; and is in it still, where no notification was lost. */
export function falsePeople({ snapshots, presences: all, notificationsLost }: EndedStay): string[] {
  const presences = all.map((one) => ({ ...one, id: normalizeId(one.id), participantId: normalizeId(one.participantId) }));
  const found = snapshots.flatMap(({ at, snapshot }) =>
    snapshot.people.flatMap(({ userId, participantId, inLobby }) => {
      const name = normalizeId(userId ?? participantId ?? '');
      const theirs = presences.filter((one) => isOf(one, name) && one.from <= at && one.inLobby === inLobby);
      if (theirs.length === 0) return [`${name} is said to be in the ${inLobby ? 'lobby' : 'call'}, and never was`];
      const is = theirs.some(({ to = Infinity }) => to >= at - NEWS_TAKE);
      const hasEnded = snapshot.status === 'ended' || snapshot.status === 'left';
      return is || notificationsLost || hasEnded ? [] : [`${name} is said to be in the call long after having left it`];
    }),
  );
  return [...new Set(found)];
}

function isOf({ id, participantId }: Presence, name: string): boolean {
  return id === name || participantId === name;
}

/** Nobody is removed but on request. */
export function removedUnasked({ removals, updates, presences }: EndedStay): string[] {
  const asked = updates.filter(({ name, accepted }) => name === 'removeParticipant' && accepted);
  const isAsked = ({ at, participantId }: { at: number; participantId: string }) => {
    const person = presences.find((one) => normalizeId(one.participantId) === normalizeId(participantId));
    const names = [participantId, ...(person ? [person.id] : [])].map(normalizeId);
    return asked.some((update) => update.at <= at && update.people.some((who) => names.includes(normalizeId(who))));
  };
  return removals
    .filter((one) => !isAsked(one))
    .map(({ participantId }) => `${participantId} was removed, and nobody asked for it`);
}

/**
 * Nobody is rung twice for one request: a second time only after a failure that says nothing of the person. One request may be made of
 * the stay and of an invite of its own, so what both have rang counts, too.
 */
export function rungTwice({ rings, updates, invites, policy }: EndedStay): string[] {
  const found = rings.flatMap((ring) => {
    const ofPerson = rings.filter((one) => normalizeId(one.userId) === normalizeId(ring.userId));
    const ofOne = ofPerson.filter(({ workflowId }) => workflowId === ring.workflowId);
    const ofAll = ofPerson.filter(({ workflowId }) => isOfRequest(workflowId));
    const requests = requestsFor(ring.userId, { updates, invites });
    return [
      ...(isTooMany(ofOne, isInvite(ring.workflowId) ? 1 : requests, policy)
        ? [`${ring.userId} was rung ${ofOne.length} times by ${ring.workflowId}, for ${requests} requests`]
        : []),
      ...(isTooMany(ofAll, requests, policy) ? [`${ring.userId} was rung ${ofAll.length} times, for ${requests} requests`] : []),
    ];
  });
  return [...new Set(found)];
}

function isTooMany(rings: readonly Ring[], requests: number, { inviteAttempts }: EndedStay['policy']): boolean {
  const repeats = rings.filter((ring, i) => i > 0 && isRepeat(rings[i - 1], ring)).length;
  return rings.length - repeats > requests || rings.length > requests * inviteAttempts;
}

type Ring = EndedStay['rings'][number];

function isRepeat(before: Ring | undefined, ring: Ring): boolean {
  return before?.endedAt !== undefined && before.endedAt <= ring.at && before.mayBeRepeated;
}

/** How many requests named this person, whoever took them. */
function requestsFor(userId: string, { updates, invites }: Pick<EndedStay, 'updates' | 'invites'>): number {
  const names = ({ people }: { people: readonly string[] }) => people.some((who) => normalizeId(who) === normalizeId(userId));
  const toStay = updates.filter((update) => update.name === 'inviteParticipants' && names(update)).map(({ id }) => id);
  return new Set([...toStay, ...invites.filter(names).map(({ requestId }) => requestId)]).size;
}

function isInvite(workflowId: string): boolean {
  return workflowId.startsWith('invite-');
}

/** Not the escalation's own. */
function isOfRequest(workflowId: string): boolean {
  return isInvite(workflowId) || workflowId.startsWith('call-');
}
