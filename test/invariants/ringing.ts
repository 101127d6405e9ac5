import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { NotEscalatedReason } from '../../workflows/contract/result.ts';
import type { EndedCall, RungInvite } from './ended-call.ts';

/** While the caller's phone rings for the meeting nobody knows how that ends: the P2P call is not hung up, unless who started us wanted it. */
export function hungUpWhileRinging({ policy, p2p, requests, invites, caller, ending }: EndedCall): string[] {
  if (policy.onFailure === 'hangUp' || p2p.end?.by !== 'bot') return [];
  // Brought in by an earlier escalation's invite, the caller is in, whatever rings beside it (seed 60077194).
  const isSaidToBeIn = ending.is === 'completed' && ending.result.outcome === 'escalated';
  if (caller.movesBefore && isSaidToBeIn) return [];
  const hangUps = requests.filter(({ kind, callId = '' }) => kind === 'delete' && normalizeId(callId) === normalizeId(p2p.id));
  const rings = (at: number) => invites.some((invite) => invite.at <= at && at < (invite.endedAt ?? Number.POSITIVE_INFINITY));
  return hangUps.some(({ at }) => rings(at)) ? ['the P2P call was hung up while the invite was still ringing'] : [];
}

/** The network, and a response that is under way. */
const TOLERANCE = 1_000;

/**
 * An invite that Graph took has `inviteWithin` from then on: no run gives it up earlier of its own accord, for the caller might
 * yet take it (rule 4).
 */
export function gaveUpRinging({ ending, policy, invites }: EndedCall): string[] {
  if (ending.is !== 'completed' || ending.result.outcome !== 'notEscalated') return [];
  if (!OF_OUR_OWN_ACCORD.includes(ending.result.reason)) return [];
  const early = ({ at, brokenOffAt = Number.POSITIVE_INFINITY, answered }: RungInvite) =>
    answered === true && brokenOffAt < at + policy.inviteWithin - TOLERANCE;
  return invites
    .filter(early)
    .map(({ at, brokenOffAt = 0 }) => `an invite was given up after ${brokenOffAt - at} ms, while it was ringing`);
}

const OF_OUR_OWN_ACCORD: NotEscalatedReason[] = ['timedOut', 'inviteFailed', 'inviteDeclined', 'inviteUnanswered'];
