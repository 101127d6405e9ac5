import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { EndedCall } from './ended-call.ts';

const FOR_THE_CALLER: RequestKind[] = ['answer', 'createCall', 'invite'];

/** No person invited twice with effect, and nobody rung while an invite was still ringing. */
export function invitedTwice({ caller, invites }: EndedCall): string[] {
  const rungTwice = invites
    .slice(1)
    .filter(({ at }, i) => (invites[i]?.endedAt ?? Number.POSITIVE_INFINITY) > at)
    .map(() => 'the caller was rung while an invite was still ringing');
  return [...(caller.moves > 1 ? [`the caller was moved ${caller.moves} times`] : []), ...rungTwice];
}

/**
 * No request after its reason was gone: once the run knows that the P2P call has ended, or has ended itself, nothing more is
 * begun for the caller. `clockSkew`: ms by which the clocks of run and record may differ.
 */
export function requestsWithoutReason({ ending, requests }: EndedCall, clockSkew: number): string[] {
  if (ending.is === 'never started' || ending.is === 'stuck') return [];
  const late = requests.filter(({ kind, at }) => FOR_THE_CALLER.includes(kind) && at > ending.closedAt + clockSkew);
  const told = ending.is === 'completed' ? begunWithoutCaller(ending.result) : [];
  return [...late.map(({ kind }) => `${kind} after the end of the run`), ...told];
}

/** By the run's own account. */
function begunWithoutCaller({ timeline }: EscalationResult): string[] {
  const ended = timeline.findIndex(({ what }) => /^P2P call (has ended|is gone)/.test(what));
  if (ended < 0) return [];
  return timeline
    .slice(ended + 1)
    .filter(({ what }) => /^(Answering|Creating|Inviting)/.test(what))
    .map(({ what }) => `"${what}" after the P2P call had ended`);
}
