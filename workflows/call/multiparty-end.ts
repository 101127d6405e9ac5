import type { Leg } from './leg.ts';
import { is, isServerError, resultCode } from './result-code.ts';

/** What the end of a multiparty leg before the caller was in means for the escalation. */
export type MultipartyVerdict =
  /** Ended by others, on purpose: who ends a meeting does not want another one made. */
  | 'endedByOthers'
  /** Final: another leg would fare no better. */
  | 'failed'
  | 'tryAgain'
  | 'tryOtherMediaForm';

/** Graph §9.3, multiparty leg; codes: §9.2. */
export function whyMultipartyLegEnded(leg: Leg): MultipartyVerdict {
  const code = resultCode(leg.end?.resultInfo);
  if (!code || leg.end?.evidence === 'missing') return unexplained(leg);
  if (is(code, 200, 5000, 5300, 4097, 5001, 5003, 5030, 7000, 10550)) return 'endedByOthers';
  if (is(code, 200, 5002, 5007, 5010, 5012, 5013, 5020)) return 'tryAgain';
  if (is(code, 200, 5014, 5855) || is(code, 403)) return 'failed';
  if (is(code, 400, 2203)) return 'tryOtherMediaForm';
  if (is(code, 408) || is(code, 410) || is(code, 480) || isServerError(code)) return 'tryAgain';
  return unexplained(leg);
}

function unexplained(leg: Leg): MultipartyVerdict {
  return leg.reached === 'established' ? 'endedByOthers' : 'tryAgain';
}
