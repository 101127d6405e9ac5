import { describe, expect, it } from 'vitest';
import { parseEscalateCallInput } from '../../../workflows/contract/input-schema.ts';
import { answerTimes, clockSkewNote } from '../../../workflows/escalate-call/answer-times.ts';

const START = Date.parse('2026-11-24T10:00:00.000Z');
const before = (ms: number) => new Date(START - ms).toISOString();

/** When the answer is given up, in ms after the start. */
function answerBy(receivedBefore: number | undefined, answerWithin = 10_000): number {
  const parsed = parseEscalateCallInput({
    p2pCall: {
      id: 'p2p',
      tenantId: 'tenant',
      state: 'incoming',
      caller: { user: { id: 'caller' } },
      ...(receivedBefore !== undefined && { receivedAt: before(receivedBefore) }),
    },
    meeting: { joinMeetingId: '1' },
    policy: { answerWithin },
  });
  if (!parsed.ok) throw new Error(parsed.why);
  return answerTimes(START, { ...parsed.input, applicationId: 'app' }).answerBy - START;
}

describe('the call is answered within answerWithin of receivedAt', () => {
  it.each([
    ['which is not given', undefined, 10_000],
    ['which was just now', 300, 9_700],
    ['but at least 4 s are left', 12_000, 4_000],
    ['which counts for at most 15 s', 60_000, 4_000],
    ['which is never after the start', -60_000, 10_000],
  ])('%s', (_, receivedBefore, expected) => {
    expect(answerBy(receivedBefore)).toBe(expected);
  });

  it('a policy that gives less than 4 s has what it gives', () => {
    expect(answerBy(60_000, 1_000)).toBe(1_000);
  });
});

describe('the timeline names clocks that differ', () => {
  it.each([
    ['by 2 s: not', 2_000, undefined],
    ['unknown', undefined, undefined],
    ['behind', 2_100, /2\.1 s before the start/],
    ['further behind than counts', 60_000, /60\.0 s before the start.*15 s of it count/],
    ['ahead', -12_340, /12\.3 s ahead of Temporal/],
  ])('%s', (_, receivedBefore, expected) => {
    const note = clockSkewNote(START, receivedBefore === undefined ? undefined : before(receivedBefore));
    if (expected === undefined) expect(note).toBeUndefined();
    else expect(note).toMatch(expected);
  });
});
