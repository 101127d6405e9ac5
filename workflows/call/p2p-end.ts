import type { NotEscalatedReason } from '../contract/result.ts';
import type { Leg, LegEnd } from './leg.ts';
import { is, isSuccess, resultCode } from './result-code.ts';

/**
 * How the end of a P2P leg that an invite has replaced can look: as a bot's doing (Graph §9.3), or as if all others had left
 * (200/5002, seen in the field). Asked only after an invite: before it 200/5002 is a caller who hung up, like any other 2xx.
 */
export function isSignOfReplacement(end: LegEnd): boolean {
  const code = resultCode(end.resultInfo);
  return isEndedByBot(end) || (code !== undefined && is(code, 200, 5002));
}

/** Graph's ways to say that a bot ended the leg. */
function isEndedByBot(end: LegEnd): boolean {
  const code = resultCode(end.resultInfo);
  return end.resultInfo?.terminationReason === 'AppInitiated' || (code !== undefined && is(code, 200, 7000, 10550, 7015));
}

/** Whether anything gave a reason for the leg's end: two 404s do not, nor does a notification without a code. */
export function hasReason(end: LegEnd): boolean {
  return end.evidence === 'notification' && end.resultInfo?.code !== undefined;
}

/**
 * Why the P2P call ended while we needed it (workflows/call/README.md, Reasons; codes: Graph §9.3).
 * @param windowOver whether `answerWithin` had passed when the first sign of the end was received; tells a call that rang out from one that was hung up, where two 404s are all we have
 */
export function whyP2PCallEnded(leg: Leg, windowOver: boolean): NotEscalatedReason {
  const end = leg.end ?? { evidence: 'missing' };
  return leg.reached === 'incoming' ? beforeTheAnswer(end, windowOver) : afterTheAnswer(end);
}

function beforeTheAnswer(end: LegEnd, windowOver: boolean): NotEscalatedReason {
  const code = resultCode(end.resultInfo);
  if (end.evidence === 'missing') return windowOver ? 'answeredTooLate' : 'callerHungUp';
  if (isEndedByBot(end)) return 'p2pCallFailed';
  if (!code || isSuccess(code) || is(code, 487, 0)) return 'callerHungUp';
  if (is(code, 487, 10003, 10004) || is(code, 408) || is(code, 480)) return 'answeredTooLate';
  return 'p2pCallFailed';
}

function afterTheAnswer(end: LegEnd): NotEscalatedReason {
  const code = resultCode(end.resultInfo);
  if (end.evidence === 'missing') return 'callerHungUp';
  if (isEndedByBot(end)) return 'p2pCallFailed';
  if (!code || is(code, 487, 0)) return 'callerHungUp';
  if (is(code, 200, 5000, 5300)) return 'p2pCallFailed';
  return isSuccess(code) ? 'callerHungUp' : 'p2pCallFailed';
}
