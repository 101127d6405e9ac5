import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityFailureType } from '../../workflows/contract/activities.ts';
import type { ResultInfo } from '../../workflows/contract/result.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { readGraphError } from './graph-error.ts';
import { NoAnswer } from './no-answer.ts';
import { TokenRefused } from './token-refused.ts';
import { judge, judgeToken, RETRIED, type Verdict } from './verdict.ts';

/** What was asked: for the message, and for what a 404 means. */
export interface Asked {
  /** Such as `create the multiparty call`. */
  what: string;
  namesLeg: boolean;
}

/** Passes a success on; throws the `ApplicationFailure` that says what anything else means. */
export function successOf(asked: Asked, answer: GraphAnswer): GraphAnswer {
  const verdict = judge(answer, asked);
  if (!verdict) return answer;
  const { resultInfo } = readGraphError(answer);
  throw failure({ asked, verdict, said: inWords(answer), resultInfo, retryAfter: answer.retryAfter });
}

/** Such as `Graph answered 403/7505: tenant mismatch (request-id …)`. */
export function inWords(answer: GraphAnswer): string {
  const { message, resultInfo } = readGraphError(answer);
  const code = [resultInfo.code, resultInfo.subcode].filter((part) => part !== undefined).join('/');
  return `Graph answered ${code}${message && `: ${message}`}${traced(resultInfo)}`;
}

/** The id by which Microsoft finds the request: its own, else ours. */
function traced({ requestId, clientRequestId }: ResultInfo): string {
  if (requestId) return ` (request-id ${requestId})`;
  return clientRequestId ? ` (client-request-id ${clientRequestId})` : '';
}

/** The `ApplicationFailure` for what the Graph client throws; any other error as it is. */
export function failureOf(asked: Asked, error: unknown): unknown {
  if (error instanceof TokenRefused) {
    const { aadsts, message } = error;
    const resultInfo = { ...(aadsts !== undefined && { code: aadsts }), message };
    const said = `Entra refused a token for tenant ${error.tenantId}: ${message}`;
    return failure({ asked, verdict: judgeToken(aadsts), said, resultInfo, cause: error });
  }
  if (error instanceof NoAnswer) {
    const verdict: Verdict =
      error.sent === 'no'
        ? { type: 'NotProcessed', advice: 'check the network, GRAPH_BASE_URL and AZURE_AUTHORITY_HOST if it lasts' }
        : { type: 'OutcomeUnknown', advice: 'the call shows what came of it' };
    const { message, clientRequestId } = error;
    const resultInfo: ResultInfo = { message, ...(clientRequestId && { clientRequestId }) };
    return failure({ asked, verdict, said: `${message}${traced(resultInfo)}`, resultInfo, cause: error });
  }
  return error;
}

/** Ends of calls, full quotas and throttling belong to the day's work: no error in the log, no failure metric. */
const EXPECTED: readonly ActivityFailureType[] = ['NotProcessed', 'CallNotFound', 'CapacityReached'];

interface FailureParts {
  asked: Asked;
  verdict: Verdict;
  said: string;
  resultInfo: ResultInfo;
  retryAfter?: number | undefined;
  cause?: Error;
}

function failure({ asked, verdict, said, resultInfo, retryAfter, cause }: FailureParts): ApplicationFailure {
  const { type, advice } = verdict;
  return ApplicationFailure.create({
    type,
    message: `Could not ${asked.what}. ${said}. ${type}: ${advice}.`,
    nonRetryable: !RETRIED.includes(type),
    // Temporal does not hand `nextRetryDelay` to the workflow.
    details: [resultInfo, ...(retryAfter ? [{ retryAfter }] : [])],
    ...(retryAfter && { nextRetryDelay: retryAfter }),
    ...(EXPECTED.includes(type) && { category: ApplicationFailureCategory.BENIGN }),
    ...(cause && { cause }),
  });
}
