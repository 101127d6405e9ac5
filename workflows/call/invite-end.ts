import type { NotEscalatedReason } from '../contract/result.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import { is, resultCode } from './result-code.ts';

/** An unanswered invite fails without a code after Teams has rung for about 60 s (Graph §9.3). */
const RANG_OUT_AFTER = 55_000;

export type InviteVerdict =
  | { kind: 'final'; reason: Extract<NotEscalatedReason, 'inviteDeclined' | 'inviteUnanswered' | 'inviteFailed'> }
  /** Worth one more try; where a call is replaced, with the other form of `replacesCallId`. */
  | { kind: 'repeat' }
  /** 487/10003, "taken elsewhere": perhaps this very person, on another device or moved; counts as unknown. */
  | { kind: 'perhapsMoved' };

/**
 * What a failed invite means (Graph §9.3, rows of the invite operation).
 * @param tookMs from its sending to its failure
 * @param replaces whether it had a `replacesCallId`: whoever is in a call can be reached, so a 480 is not theirs
 */
export function whyInviteFailed(resultInfo: ResultInfo | undefined, tookMs: number, replaces: boolean): InviteVerdict {
  const code = resultCode(resultInfo);
  if (!code) return tookMs >= RANG_OUT_AFTER ? { kind: 'final', reason: 'inviteUnanswered' } : { kind: 'repeat' };
  if (is(code, 487, 10003)) return { kind: 'perhapsMoved' };
  if (is(code, 603) || is(code, 487, 10024) || is(code, '*', 5003)) return { kind: 'final', reason: 'inviteDeclined' };
  if (is(code, 487, 10004) || is(code, 486)) return { kind: 'final', reason: 'inviteUnanswered' };
  if (!replaces && (is(code, 480) || is(code, 408, 10057))) return { kind: 'final', reason: 'inviteUnanswered' };
  if (is(code, 403) || is(code, 410, 301004) || is(code, 412)) return { kind: 'final', reason: 'inviteFailed' };
  return { kind: 'repeat' };
}
