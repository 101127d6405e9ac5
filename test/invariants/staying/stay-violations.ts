import type { PeopleInTruth } from '../inviting/said-of-people.ts';
import { rungWhoIsIn, untrueOutcomes } from '../inviting/untrue-outcomes.ts';
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
    ...untrueOutcomes(stay.said, truthOf(stay)),
    ...(stay.notificationsLost ? [] : rungWhoIsIn(truthOf(stay))),
    ...untrueEnd(stay),
  ];
}

function truthOf({ presences, rings, leg }: EndedStay): PeopleInTruth {
  return { presences, rings, ...(leg.end && { legEndedAt: leg.end.at }) };
}
