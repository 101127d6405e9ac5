import type { RosterEntry } from '../contract/events.ts';

/** Where somebody is, as far as a multiparty call is concerned. */
export type Place = 'in' | 'inLobby' | 'absent';

const WORTH = { absent: 0, inLobby: 1, in: 2 } satisfies Record<Place, number>;

export function better(a: Place, b: Place): Place {
  return isBetter(b, a) ? b : a;
}

export function isBetter(a: Place, than: Place): boolean {
  return WORTH[a] > WORTH[than];
}

/** Where a roster puts one that it lists. */
export function placeOf({ left, inLobby }: Pick<RosterEntry, 'left'> & { inLobby?: boolean }): Place {
  return left ? 'absent' : inLobby ? 'inLobby' : 'in';
}
