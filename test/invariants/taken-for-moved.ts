import type { Escalated } from '../../workflows/contract/result.ts';
import type { TimelineEntry } from '../../workflows/contract/timeline-entry.ts';
import type { EndedCall } from './ended-call.ts';

/**
 * A caller who hangs up under an invite of unknown outcome, in the words in which the field tells of a replaced call, too
 * (200/5002): the result then says `escalated` with `unconfirmed` (workflows/call/README.md, Replacement table), or without, where a roster lists
 * another device of the caller's. Only where the run was told of that end and was not told that the invite had failed.
 */
export function isTakenForMoved({ p2p, policy, caller }: EndedCall, { unconfirmed, timeline }: Escalated): boolean {
  const { by, toldAt, resultInfo } = p2p.end ?? {};
  const looksReplaced = resultInfo?.code === 200 && resultInfo.subcode === 5002;
  return (
    (unconfirmed === 'roster' || caller.inAlready !== undefined) &&
    by === 'caller' &&
    looksReplaced &&
    toldAt !== undefined &&
    !knowsOfFailure(timeline, policy.leaveAfter)
  );
}

/** Of the last invite, and not only while leaving; 487/10003, taken elsewhere, leaves it unknown (Graph §9.3). */
function knowsOfFailure(timeline: readonly TimelineEntry[], leaveAfter: number): boolean {
  const left = timeline.findLast(({ what }) => what.startsWith('Hanging up the multiparty leg'));
  const decidedAt = left ? Date.parse(left.at) - leaveAfter : Infinity;
  const lastInvite = timeline.findLastIndex(({ what }) => what.startsWith('Inviting the caller'));
  return timeline
    .slice(lastInvite + 1)
    .some(
      ({ at, what, resultInfo }) =>
        what === 'Invite operation failed' && resultInfo?.subcode !== 10003 && Date.parse(at) < decidedAt,
    );
}
