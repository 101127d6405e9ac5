import { describe, expect, it } from 'vitest';
import { whyInviteFailed } from '../../../workflows/call/invite-end.ts';
import type { Leg, LegEnd, LivingState } from '../../../workflows/call/leg.ts';
import { whyMultipartyLegEnded } from '../../../workflows/call/multiparty-end.ts';
import { isSignOfReplacement, whyP2PCallEnded } from '../../../workflows/call/p2p-end.ts';
import { resultCode } from '../../../workflows/call/result-code.ts';

function leg(kind: Leg['kind'], reached: LivingState, said: Partial<LegEnd>): Leg {
  return { callId: 'c', kind, attempt: 0, run: 'r', tenantId: 't', reached, end: { evidence: 'notification', ...said } };
}

const code = (code: number, subcode = 0, message?: string) => ({ resultInfo: { code, subcode, ...(message && { message }) } });

describe('why a P2P call ended before the answer', () => {
  it.each([
    ['487/0', code(487), false, 'callerHungUp'],
    ['200/4521', code(200, 4521), false, 'callerHungUp'],
    ['200/5002', code(200, 5002), false, 'callerHungUp'],
    ['0/0', code(0), false, 'callerHungUp'],
    ['no code', {}, false, 'callerHungUp'],
    ['two 404s, in the window', { evidence: 'missing' as const }, false, 'callerHungUp'],
    ['two 404s, after the window', { evidence: 'missing' as const }, true, 'answeredTooLate'],
    ['487/10003', code(487, 10003), false, 'answeredTooLate'],
    ['487/10004', code(487, 10004), false, 'answeredTooLate'],
    ['408/8544', code(408, 8544), false, 'answeredTooLate'],
    ['480/10037', code(480, 10037), false, 'answeredTooLate'],
    ['200/7000', code(200, 7000), false, 'p2pCallFailed'],
    ['200/10550', code(200, 10550), false, 'p2pCallFailed'],
    ['200/7015', code(200, 7015), false, 'p2pCallFailed'],
    ['500/1005', code(500, 1005), false, 'p2pCallFailed'],
  ])('%s', (_, said, windowOver, reason) => {
    expect(whyP2PCallEnded(leg('p2p', 'incoming', said), windowOver)).toBe(reason);
  });
});

describe('why an answered P2P call ended', () => {
  it.each([
    ['200/4097', code(200, 4097), 'callerHungUp'],
    ['200/5002, which after an invite is a sign of the move', code(200, 5002), 'callerHungUp'],
    ['200/4521', code(200, 4521), 'callerHungUp'],
    ['200/540000', code(200, 540000), 'callerHungUp'],
    ['other 200', code(200, 9), 'callerHungUp'],
    ['487/0', code(487), 'callerHungUp'],
    ['no code', {}, 'callerHungUp'],
    ['two 404s', { evidence: 'missing' as const }, 'callerHungUp'],
    ['200/7000', code(200, 7000), 'p2pCallFailed'],
    ['AppInitiated', { resultInfo: { terminationReason: 'AppInitiated' } }, 'p2pCallFailed'],
    ['200/5000', code(200, 5000), 'p2pCallFailed'],
    ['200/5300', code(200, 5300), 'p2pCallFailed'],
    ['408/1106', code(408, 1106), 'p2pCallFailed'],
    ['408/8537', code(408, 8537), 'p2pCallFailed'],
    ['410/301005', code(410, 301005), 'p2pCallFailed'],
    ['603', code(603), 'p2pCallFailed'],
    ['487/10003', code(487, 10003), 'p2pCallFailed'],
  ])('%s', (_, said, reason) => {
    expect(whyP2PCallEnded(leg('p2p', 'established', said), true)).toBe(reason);
  });
});

describe('the end of a P2P leg after an invite', () => {
  it.each([
    ['200/7000', code(200, 7000), true],
    ['200/10550', code(200, 10550), true],
    ['200/7015', code(200, 7015), true],
    ['AppInitiated', { resultInfo: { terminationReason: 'AppInitiated' } }, true],
    ['200/5002', code(200, 5002), true],
    ['0/5002', code(0, 5002), true],
    ['500/5002', code(500, 5002), false],
    ['200/4521', code(200, 4521), false],
    ['200/5010', code(200, 5010), false],
    ['no code', {}, false],
    ['two 404s', { evidence: 'missing' as const }, false],
  ])('%s: a sign of the replacement or not', (_, said, isSign) => {
    expect(isSignOfReplacement({ evidence: 'notification', ...said })).toBe(isSign);
  });
});

describe('what the end of a multiparty leg means', () => {
  it.each([
    ...[5000, 5300, 4097, 5001, 5003, 5030, 7000, 10550].map(
      (sub) => [`200/${sub}`, 'established', code(200, sub), 'endedByOthers'] as const,
    ),
    ...[5002, 5007, 5010, 5012, 5013, 5020].map(
      (sub) => [`lonely 200/${sub}`, 'established', code(200, sub), 'tryAgain'] as const,
    ),
    ['200/5014', 'established', code(200, 5014), 'failed'],
    ['200/5855', 'establishing', code(200, 5855), 'failed'],
    ['403', 'establishing', code(403), 'failed'],
    ['400/2203', 'establishing', code(400, 2203), 'tryOtherMediaForm'],
    ['408/8537', 'established', code(408, 8537), 'tryAgain'],
    ['410/301005', 'established', code(410, 301005), 'tryAgain'],
    ['480/10037', 'establishing', code(480, 10037), 'tryAgain'],
    ['500/7117', 'establishing', code(500, 7117), 'tryAgain'],
    ['no code, established', 'established', {}, 'endedByOthers'],
    ['no code, establishing', 'establishing', {}, 'tryAgain'],
    ['two 404s, established', 'established', { evidence: 'missing' as const }, 'endedByOthers'],
    ['another code, establishing', 'establishing', code(200, 1), 'tryAgain'],
  ] as const)('%s', (_, reached, said, verdict) => {
    expect(whyMultipartyLegEnded(leg('multiparty', reached, said))).toBe(verdict);
  });
});

describe('what a failed invite means', () => {
  it.each([
    ['603', code(603).resultInfo, 1, { kind: 'final', reason: 'inviteDeclined' }],
    ['487/10024', code(487, 10024).resultInfo, 1, { kind: 'final', reason: 'inviteDeclined' }],
    ['*/5003', code(500, 5003).resultInfo, 1, { kind: 'final', reason: 'inviteDeclined' }],
    ['487/10004', code(487, 10004).resultInfo, 1, { kind: 'final', reason: 'inviteUnanswered' }],
    ['486', code(486).resultInfo, 1, { kind: 'final', reason: 'inviteUnanswered' }],
    ['no code after 60 s', undefined, 60_000, { kind: 'final', reason: 'inviteUnanswered' }],
    ['no code at once', undefined, 1_000, { kind: 'repeat' }],
    ['487/10003', code(487, 10003).resultInfo, 1, { kind: 'perhapsMoved' }],
    ['500', code(500).resultInfo, 1, { kind: 'repeat' }],
    ['480/10037', code(480, 10037).resultInfo, 1, { kind: 'repeat' }],
    ['403', code(403).resultInfo, 1, { kind: 'final', reason: 'inviteFailed' }],
    ['410/301004', code(410, 301004).resultInfo, 1, { kind: 'final', reason: 'inviteFailed' }],
    ['412/9999', code(412, 9999).resultInfo, 1, { kind: 'final', reason: 'inviteFailed' }],
    [
      'DiagCode inside 500/0',
      code(500, 0, 'failed; DiagCode: 603#0.').resultInfo,
      1,
      { kind: 'final', reason: 'inviteDeclined' },
    ],
  ])('%s', (_, info, tookMs, verdict) => {
    expect(whyInviteFailed(info, tookMs, true)).toEqual(verdict);
  });
});

describe('what a failed invite means that replaces no call', () => {
  it.each([
    ['480/10037', code(480, 10037).resultInfo, { kind: 'final', reason: 'inviteUnanswered' }],
    ['408/10057', code(408, 10057).resultInfo, { kind: 'final', reason: 'inviteUnanswered' }],
    ['408', code(408).resultInfo, { kind: 'repeat' }],
    ['603', code(603).resultInfo, { kind: 'final', reason: 'inviteDeclined' }],
    ['500', code(500).resultInfo, { kind: 'repeat' }],
  ])('%s', (_, info, verdict) => {
    expect(whyInviteFailed(info, 1, false)).toEqual(verdict);
  });
});

describe('result codes', () => {
  it('takes 0 for 200 and unwraps DiagCode only where the subcode wraps', () => {
    expect(resultCode({ code: 0 })).toEqual({ code: 200, subcode: 0 });
    expect(resultCode({ code: 400, subcode: 8541, message: 'x DiagCode: 487#10024.@' })).toEqual({ code: 487, subcode: 10024 });
    expect(resultCode({ code: 400, subcode: 2203, message: 'x DiagCode: 487#10024.@' })).toEqual({ code: 400, subcode: 2203 });
    expect(resultCode({ message: 'x' })).toBeUndefined();
  });
});
