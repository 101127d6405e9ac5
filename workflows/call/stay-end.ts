import type { StayReason } from '../contract/stay.ts';
import type { Leg } from './leg.ts';
import { is, isServerError, resultCode } from './result-code.ts';

/** Why a leg that nobody of ours hung up ended, as a stay's reason (codes: Graph §9.2). */
export function whyStayEnded({ end }: Leg): Exclude<StayReason, 'asked' | 'stayedAtMost'> {
  const code = resultCode(end?.resultInfo);
  if (!code || end?.evidence === 'missing') return 'unknown';
  if (is(code, 200, 5000, 5300)) return 'removed';
  if (is(code, 200, 5002, 5010, 5012, 5013, 5020)) return 'alone';
  if (is(code, 200, 4097, 5001, 5003, 5007, 5014, 5030)) return 'meetingEnded';
  if (is(code, 200, 5855) || is(code, 403) || is(code, 408) || is(code, 410) || is(code, 480) || isServerError(code))
    return 'callFailed';
  return 'unknown';
}
