import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { TimelineEntry } from '../../workflows/contract/timeline-entry.ts';
import type { EndedCall, EndedRequest, Ending } from './ended-call.ts';
import { heardEndAt } from './heard-end.ts';
import type { World } from './world.ts';

const FOR_THE_CALLER: RequestKind[] = ['answer', 'createCall', 'invite'];

/** No person invited twice with effect, and nobody rung while an invite was still ringing. */
export function invitedTwice({ caller, invites }: EndedCall): string[] {
  const rungTwice = invites
    .slice(1)
    .filter(({ at }, i) => (invites[i]?.endedAt ?? Number.POSITIVE_INFINITY) > at)
    .map(() => 'the caller was rung while an invite was still ringing');
  const moves = caller.moves - (caller.movesBefore ?? 0);
  return [...(moves > 1 ? [`the caller was moved ${moves} times`] : []), ...rungTwice];
}

/** Each request on a leg carries the tenant that its creation used (rule 8). */
export function otherTenants({ requests }: EndedCall): string[] {
  const found = requests
    .filter(({ tenantRefused }) => tenantRefused)
    .map(({ kind, callId = 'no call' }) => `${kind} for ${callId} was sent with the token of another tenant`);
  return [...new Set(found)];
}

/**
 * No request after its reason was gone: once the run knows that the P2P call has ended, or has ended itself, nothing more is
 * begun for the caller, and nothing is tried again.
 */
export function requestsWithoutReason({ ending, requests }: EndedCall, { clockSkew, delivery }: World): string[] {
  if (ending.is === 'never started' || ending.is === 'stuck') return [];
  const forCaller = requests.filter(({ kind }) => FOR_THE_CALLER.includes(kind));
  const late = forCaller.filter(({ at }) => at > ending.closedAt + clockSkew);
  const timeline = timelineOf(ending);
  const ended = heardEndAt(timeline);
  const knownAt = Date.parse(timeline[ended]?.at ?? '');
  const inOtherForm = createsInOtherForm(requests);
  const triedAgain = forCaller.filter(
    (one) => !one.forOthers && one.at > knownAt + delivery + clockSkew && !inOtherForm.has(one),
  );
  return [
    ...late.map(({ kind }) => `${kind} after the end of the run`),
    ...triedAgain.map(({ kind }) => `${kind} sent after the P2P call had ended`),
    ...(ended < 0 ? [] : begunIn(timeline.slice(ended + 1))),
  ];
}

/** After a 400 the activity under way sends its create once more, and nobody can tell it that its reason has gone. */
function createsInOtherForm(requests: readonly EndedRequest[]): Set<EndedRequest> {
  const creates = requests.filter(({ kind }) => kind === 'createCall');
  return new Set(creates.filter((_, i) => creates[i - 1]?.formRefused));
}

/** By the run's own account. */
function begunIn(timeline: readonly TimelineEntry[]): string[] {
  return timeline
    .filter(({ what }) => /^(Answering|Creating|Inviting the caller)/.test(what))
    .map(({ what }) => `"${what}" after the P2P call had ended`);
}

/** A cancelled run gives none. */
function timelineOf(ending: Ending): TimelineEntry[] {
  if (ending.is === 'completed') return ending.result.timeline;
  return ending.is === 'failed' ? (ending.details?.timeline ?? []) : [];
}
