import { placeNow, type Roster } from './roster.ts';

/**
 * Whether a later roster of everybody does not list somebody who is in. It can only add (rule 2): it has no number, as in every live
 * capture (Graph §14), or the highest of those whom it lists, which is below that of the one who came last. A read must tell.
 */
export function isLeavingUnconfirmed(roster: Roster): boolean {
  const { notifiedSeq = -1, readSeq = -1, people } = roster;
  if (readSeq >= notifiedSeq) return false;
  return Object.entries(people).some(([id, { listed }]) => (listed?.at ?? -1) < notifiedSeq && placeNow(roster, id) !== 'absent');
}
