import { tellsOfEnd } from '../graph-simulator/faults/kinds.ts';
import type { Notification } from '../graph-simulator/model/teams.ts';

/** When notifications reached the webhook. */
export interface Told {
  /** Of each call the first one, and the first that told of its end. */
  calls: Map<string, { first: number; end?: number }>;
  /** All that told more than a roster. */
  news: number[];
  /** All rosters: of further people each may tell. */
  rosters: number[];
  /** Whether one told that an invite was completed, or of the P2P call by a replacement. */
  move: boolean;
}

export function noteTold(told: Told, { kind, callId, body }: Notification, now: number): void {
  const { first = now, end } = told.calls.get(callId) ?? {};
  const endToldAt = end ?? (tellsOfEnd(kind) ? now : undefined);
  told.calls.set(callId, { first, ...(endToldAt !== undefined && { end: endToldAt }) });
  (kind === 'roster' ? told.rosters : told.news).push(now);
  // One that failed, as taken elsewhere, tells of no move.
  const isCompleted = kind === 'operation' && /"completed"/i.test(JSON.stringify(body));
  if (isCompleted || kind === 'p2p terminated') told.move = true;
}
