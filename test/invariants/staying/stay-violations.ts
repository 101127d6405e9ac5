import type { EndedStay } from './ended-stay.ts';
import { keepAliveGaps, legsWithoutOwner } from './owners.ts';
import { falsePeople, removedUnasked, rungTwice } from './people.ts';
import { stuckStay, untrueEnd } from './reason.ts';

/** What must hold after every stay, whatever went wrong. Each names what it found. */
export function stayViolations(stay: EndedStay): string[] {
  return [
    ...stuckStay(stay),
    ...legsWithoutOwner(stay),
    ...keepAliveGaps(stay),
    ...falsePeople(stay),
    ...removedUnasked(stay),
    ...rungTwice(stay),
    ...untrueEnd(stay),
  ];
}
