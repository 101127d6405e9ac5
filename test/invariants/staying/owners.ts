import { normalizeId } from '../../../workflows/contract/call-id.ts';
import type { EndedStay, Owner } from './ended-stay.ts';

/** At every moment a leg that lives has somebody who looks after it, or who has named it as left behind. */
export function legsWithoutOwner({ leg, since, until, owners }: EndedStay): string[] {
  const end = leg.end?.at ?? until;
  const names = ({ leftBehind }: Owner) => leftBehind.some((name) => normalizeId(name).includes(normalizeId(leg.id)));
  const spans = owners.map((owner) => ({ from: owner.from, to: names(owner) ? Infinity : (owner.to ?? Infinity) }));
  const gaps: string[] = [];
  let owned = since;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > owned && owned < end) gaps.push(gap(owned - since, Math.min(from, end) - since));
    owned = Math.max(owned, to);
  }
  return owned < end ? [...gaps, gap(owned - since, end - since)] : gaps;
}

const gap = (from: number, to: number) => `from ${from} to ${to} ms the leg lived and was nobody's`;

/** Graph ends a call 45 minutes after its last keepAlive (Graph §3.4). */
const LONGEST_GAP = 45 * 60_000;

export function keepAliveGaps({ leg, until }: EndedStay): string[] {
  const times = [...leg.keptAliveAt, leg.end?.at ?? until];
  return times
    .slice(1)
    .map((at, i) => at - (times[i] ?? at))
    .filter((took) => took >= LONGEST_GAP)
    .map((took) => `the leg lived ${took} ms without keepAlive`);
}
