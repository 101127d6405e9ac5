import type { Place } from './place.ts';

/** What is known of a replacement: the three signs, in any order, each of which may be missing. */
export interface ReplacementSigns {
  /** `unknown`: running, never reported, or "taken elsewhere". */
  operation: 'unknown' | 'completed' | 'failed';
  /** Best place at which the caller was seen in the multiparty call since the invite was sent. */
  caller: Place;
  p2pLeg: 'lives' | 'gone';
  /** Whether the P2P leg's end was said to be a bot's doing. */
  p2pEndIsSign: boolean;
}

/** How a replacement ends. `explainedBy` names whose code gives the reason. */
export type ReplacementEnding =
  | { moved: true; inLobby?: true; unconfirmed?: 'roster'; p2pLegLives?: true }
  | { moved: false; explainedBy: 'p2pLeg' | 'operation' | 'nothing' };

/**
 * The table of workflows/call/README.md, Replacement table, row by row.
 * @param atDeadline whether the replacement's deadline has passed and Graph was asked once more
 * @returns undefined while no row decides
 */
export function replacementEnding(signs: ReplacementSigns, atDeadline: boolean): ReplacementEnding | undefined {
  const { operation, caller, p2pLeg, p2pEndIsSign } = signs;
  if (p2pLeg === 'gone') {
    if (caller === 'in') return { moved: true };
    if (caller === 'inLobby') return atDeadline ? { moved: true, inLobby: true } : undefined;
    if (operation === 'failed') return { moved: false, explainedBy: 'p2pLeg' };
    if (!atDeadline) return undefined;
    // Graph drops the P2P leg only after it has added the participant, and its rosters come late or never.
    return operation === 'completed' || p2pEndIsSign
      ? { moved: true, unconfirmed: 'roster' }
      : { moved: false, explainedBy: 'p2pLeg' };
  }
  if (operation === 'failed') return { moved: false, explainedBy: 'operation' };
  if (!atDeadline) return undefined;
  return caller === 'in' ? { moved: true, p2pLegLives: true } : { moved: false, explainedBy: 'nothing' };
}
