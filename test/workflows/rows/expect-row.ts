import { expect } from 'vitest';
import type { EscalationResult } from '../../../workflows/contract/result.ts';
import type { PlayedRow } from './played-row.ts';
import { type Counted, type Row, ROW_POLICY, type RowEnding } from './row.ts';

/** Holds what was played to its row; hands out the result for what the row has besides. */
export function expectRow(played: PlayedRow, row: Row): EscalationResult {
  if ('failure' in played.ending) throw new Error('The escalation failed', { cause: played.ending.failure });
  const { result } = played.ending;
  const story = result.timeline.map(({ at, what }) => `${at} ${what}`).join('\n');
  expectEnding(result, row.ends, story);
  expect(result.p2pCallId).toBe(played.p2pCallId);
  expect(sentBy(played), story).toEqual(row.sends);
  expect(played.alive).toEqual({ p2p: row.ends.p2pCall === 'kept' ? [played.p2pCallId] : [], multiparty: [] });
  expectTime(result, played, row, story);
  return result;
}

export function sentBy({ requests }: PlayedRow): Record<Counted, number> {
  const count = (kind: Counted) => requests(kind).length;
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

/** In ms of virtual time: the requests and notifications that an ending takes, our own leg's hang-up included. */
const AT_ONCE = 750;
const AFTER_DEADLINE = 250;

const STEPS = {
  answerWithin: [/^Answering/],
  establishWithin: [/^Creating/],
  inviteWithin: [/^Inviting/],
  replaceWithin: [/^Inviting/],
};
/** Where a row is decided at once: the last of them that begins. */
const LAST_STEP = [/^Inviting/, /^Creating/, /^Answering/];

/** Not before the deadline that a row waits out; in virtual time by the millisecond. On a server beside hundreds of tests the clock says no more. */
function expectTime({ timeline }: EscalationResult, { closedAt, exact }: PlayedRow, row: Row, story: string): void {
  const { waits, policy = {} } = row;
  const steps = waits ? STEPS[waits] : LAST_STEP;
  const begun = steps.flatMap((step) => timeline.find(({ what }) => step.test(what)) ?? [])[0];
  if (!begun) return;
  const took = closedAt - Date.parse(begun.at);
  const deadline = waits && Number(policy[waits] ?? ROW_POLICY[waits]);
  if (deadline !== undefined) expect(took, story).toBeGreaterThanOrEqual(deadline);
  if (exact) expect(took, story).toBeLessThanOrEqual(row.takes ?? (deadline === undefined ? AT_ONCE : deadline + AFTER_DEADLINE));
}
