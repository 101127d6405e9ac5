import type { NotEscalatedReason } from '../../workflows/contract/result.ts';
import type { EndedCall } from './ended-call.ts';
import { heardEndAt } from './heard-end.ts';
import type { World } from './world.ts';

/** The reason that a result gives fits what happened on Microsoft's side: who ended which leg, and how the invites ended. */
export function untrueReason(call: EndedCall, world: World): string[] {
  const { ending } = call;
  if (ending.is !== 'completed' || ending.result.outcome !== 'notEscalated') return [];
  const { reason } = ending.result;
  const { timeline } = ending.result;
  const knownAt = Date.parse(timeline[heardEndAt(timeline)]?.at ?? '');
  const told = call.p2p.end?.toldAt;
  // A notification that came before the run is nobody's; one that comes after the end was settled is too late.
  const heardOfEnd = told !== undefined && told > ending.startedAt + world.delivery && told < knownAt + SETTLED - world.delivery;
  return couldBe(reason, call, heardOfEnd) ? [] : [`the result says ${reason}, but that is not what happened`];
}

/** How long the reason of an end is awaited, in ms (rule 2). */
const SETTLED = 1_000;

/** @param heardOfEnd whether the run was told that the P2P call has ended: two 404s alone mean that the caller has gone (workflows/call/README.md, Reasons) */
function couldBe(reason: NotEscalatedReason, { p2p, multiparty, invites }: EndedCall, heardOfEnd: boolean): boolean {
  const endedUnheard = p2p.end !== undefined && !heardOfEnd;
  switch (reason) {
    case 'callerHungUp':
      // A move that could be known is the truth's affair; of another the end without a code is all we have.
      return p2p.end?.by === 'caller' || p2p.end?.by === 'replacement' || endedUnheard;
    case 'p2pCallFailed':
      return p2p.end !== undefined && p2p.end.by !== 'caller';
    case 'answeredTooLate':
      return p2p.end?.by === 'teams' || endedUnheard;
    case 'multipartyCallEnded':
      return multiparty.some(({ end }) => end?.by === 'participant' || end?.by === 'teams');
    case 'inviteDeclined':
      return invites.some(({ failure }) => failure?.code === 487 && failure.subcode === 10024);
    case 'inviteUnanswered':
      return invites.some(({ failure }) => failure?.code === 487 && failure.subcode === 10004);
    // Of its own accord, or because Graph refused it as long as it was worth trying.
    case 'inviteFailed':
    case 'multipartyCallFailed':
    case 'capacityReached':
    case 'timedOut':
      return true;
  }
}
