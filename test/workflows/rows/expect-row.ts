import { expect } from 'vitest';
import type { EscalationResult, NotEscalatedReason, ResultInfo } from '../../../workflows/contract/result.ts';
import type { System } from '../../support/system.ts';
import { type Played, playRow, ROW_POLICY, type Script } from './play-row.ts';

/** How a row of the papers ends. What is left alive follows from it: nothing but a P2P call that was kept. */
export interface RowEnding {
  outcome: 'escalated' | 'notEscalated';
  inLobby?: true;
  unconfirmed?: 'roster';
  reason?: NotEscalatedReason;
  p2pCall?: 'kept' | 'ended';
  /** As Microsoft said it, at least; absent where nothing was said. */
  resultInfo?: ResultInfo;
  leftBehind?: string[];
}

/** A row of a table of the papers, as data. */
export interface Row extends Script {
  /** As the papers have it. */
  row: string;
  /** Which case of the row. */
  case: string;
  ends: RowEnding;
  /** How many requests of these kinds Microsoft got, answered or not. */
  sends: Record<Counted, number>;
  /** The deadline that the row waits out; without one it is decided at once. */
  waits?: 'answerWithin' | 'establishWithin' | 'inviteWithin' | 'replaceWithin';
}

type Counted = 'createCall' | 'invite' | 'delete';

/** What is sent when nothing goes wrong: the one hang-up is that of our own leg, in the end. */
export const SENDS = { createCall: 1, invite: 1, delete: 1 };
export const NOTHING = { createCall: 0, invite: 0, delete: 0 };

export const ESCALATED: RowEnding = { outcome: 'escalated' };
export const kept = (reason: NotEscalatedReason, resultInfo?: ResultInfo): RowEnding => notEscalated(reason, 'kept', resultInfo);
export const ended = (reason: NotEscalatedReason, resultInfo?: ResultInfo): RowEnding =>
  notEscalated(reason, 'ended', resultInfo);

function notEscalated(reason: NotEscalatedReason, p2pCall: 'kept' | 'ended', resultInfo?: ResultInfo): RowEnding {
  return { outcome: 'notEscalated', reason, p2pCall, ...(resultInfo && { resultInfo }) };
}

/** Plays a row on a system and holds its ending to it; hands out the call for what the row has besides. */
export async function expectRow(system: System, row: Row): Promise<{ played: Played; result: EscalationResult }> {
  const played = await playRow(system, row);
  const result = await played.call.result();
  const story = result.timeline.map(({ at, what }) => `${at} ${what}`).join('\n');
  expectEnding(result, row.ends, story);
  expect(result.p2pCallId).toBe(played.call.id);
  expect(sentBy(played), story).toEqual(row.sends);
  expect(played.alive()).toEqual({ p2p: row.ends.p2pCall === 'kept' ? [played.call.id] : [], multiparty: [] });
  const { closeTime } = await played.call.handle.describe();
  expectTime(result, closeTime?.getTime() ?? 0, row);
  return { played, result };
}

export function sentBy(played: Played): Record<Counted, number> {
  const count = (kind: Counted) => played.requests(kind).length;
  return { createCall: count('createCall'), invite: count('invite'), delete: count('delete') };
}

/** Whole, but for what every result has: ids, the timeline, the status it ended in. */
function expectEnding(result: EscalationResult, { resultInfo, ...ends }: RowEnding, story: string): void {
  const { timeline: _, p2pCallId: __, multipartyCallId: ___, ...rest } = result;
  const { during: ____, resultInfo: said, ...end } = { during: undefined, resultInfo: undefined, ...rest };
  expect(end, story).toEqual(ends);
  if (resultInfo) expect(said, story).toMatchObject(resultInfo);
  else expect(said, story).toBeUndefined();
}

const STEP_BEGINS = {
  answerWithin: /^Answering/,
  establishWithin: /^Creating/,
  inviteWithin: /^Inviting/,
  replaceWithin: /^Inviting/,
};

/** At once: before the invite's deadline, which is none of the shorter ones that a row waits out. */
function expectTime({ timeline }: EscalationResult, closedAt: number, { waits, policy }: Row): void {
  const begun = timeline.find(({ what }) => STEP_BEGINS[waits ?? 'replaceWithin'].test(what));
  if (!begun) return;
  const took = closedAt - Date.parse(begun.at);
  if (waits) expect(took).toBeGreaterThanOrEqual(Number(policy?.[waits] ?? ROW_POLICY[waits]));
  else expect(took).toBeLessThan(Number(policy?.inviteWithin ?? ROW_POLICY.inviteWithin));
}
