import { normalizeId } from '../../../workflows/contract/call-id.ts';
import type { EndedStay, Presence } from './ended-stay.ts';

/** A roster, its delivery, and a task that was lost meanwhile. */
const NEWS_TAKE = 15_000;

/** Who is said to be in the call was in it; and is in it still, where no notification was lost. */
export function falsePeople({ snapshots, presences, notificationsLost }: EndedStay): string[] {
  const found = snapshots.flatMap(({ at, snapshot }) =>
    snapshot.people.flatMap(({ userId, participantId, inLobby }) => {
      const name = userId ?? participantId ?? '';
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
  return normalizeId(id) === normalizeId(name) || normalizeId(participantId) === normalizeId(name);
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

/** Nobody is rung twice for one request: a second time only after a failure that says nothing of the person. */
export function rungTwice({ rings, updates, invites, policy }: EndedStay): string[] {
  const found = rings.flatMap((ring) => {
    const same = rings.filter(
      (one) => one.workflowId === ring.workflowId && normalizeId(one.userId) === normalizeId(ring.userId),
    );
    if (same[0] !== ring) return [];
    const requests = requestsFor(ring, { updates, invites });
    const repeats = same.filter((one, i) => i > 0 && isRepeat(same[i - 1], one)).length;
    const most = requests * policy.inviteAttempts;
    return same.length - repeats > requests || same.length > most
      ? [`${ring.userId} was rung ${same.length} times by ${ring.workflowId}, for ${requests} requests`]
      : [];
  });
  return [...new Set(found)];
}

type Ring = EndedStay['rings'][number];

function isRepeat(before: Ring | undefined, ring: Ring): boolean {
  return before?.endedAt !== undefined && before.endedAt <= ring.at && before.mayBeRepeated;
}

function requestsFor({ workflowId, userId }: Ring, { updates, invites }: Pick<EndedStay, 'updates' | 'invites'>): number {
  const names = (people: readonly string[]) => people.some((who) => normalizeId(who) === normalizeId(userId));
  const own = invites.filter((invite) => invite.workflowId === workflowId && names(invite.people));
  if (workflowId.startsWith('invite-')) return own.length;
  const ids = updates.filter(({ name, people }) => name === 'inviteParticipants' && names(people)).map(({ id }) => id);
  return new Set(ids).size;
}
