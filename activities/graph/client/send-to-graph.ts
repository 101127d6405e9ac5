import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityFailureType } from '../../../workflows/contract/activities.ts';
import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { Graph, GraphRequest } from './graph-client.ts';
import { readGraphError } from './graph-error.ts';
import { NoAnswer, TokenRequestRejected } from './request-errors.ts';
import { judge, judgeTokenRejection, RETRIED, type Verdict } from './verdict.ts';

/** What a request is for: named in the failure's message, and decides what a 404 means. */
export interface Purpose {
  /** Such as `create the multiparty call`. */
  what: string;
  /** Whether the request is about a call that exists. */
  namesLeg: boolean;
}

/** Resolves with the answer, whatever its status. @throws {ApplicationFailure} when there is none, saying what that means */
export async function sendToGraph(graph: Graph, purpose: Purpose, request: GraphRequest): Promise<GraphAnswer> {
  try {
    return await graph(request);
  } catch (error) {
    throw toRequestFailure(purpose, error);
  }
}

/** @returns the answer, if it is a success @throws {ApplicationFailure} saying what the answer means, if it is not */
export function requireSuccess(purpose: Purpose, answer: GraphAnswer): GraphAnswer {
  const verdict = judge(answer, purpose);
  if (!verdict) return answer;
  const { resultInfo } = readGraphError(answer);
  throw requestFailure({ purpose, verdict, reason: describeAnswer(answer), resultInfo, retryAfter: answer.retryAfter });
}

/** Such as `Graph answered 403/7505: tenant mismatch (request-id …)`. */
export function describeAnswer(answer: GraphAnswer): string {
  const { message, resultInfo } = readGraphError(answer);
  const code = [resultInfo.code, resultInfo.subcode].filter((part) => part !== undefined).join('/');
  return `Graph answered ${code}${message && `: ${message}`}${idSuffix(resultInfo)}`;
}

/** The id by which Microsoft finds the request: its own, else ours. */
function idSuffix({ requestId, clientRequestId }: ResultInfo): string {
  if (requestId) return ` (request-id ${requestId})`;
  return clientRequestId ? ` (client-request-id ${clientRequestId})` : '';
}

/** The `ApplicationFailure` for what the Graph client throws; returns any other error as it is. */
export function toRequestFailure(purpose: Purpose, error: unknown): unknown {
  if (error instanceof TokenRequestRejected) {
    const { aadsts, message } = error;
    const resultInfo = { ...(aadsts !== undefined && { code: aadsts }), message };
    const reason = `Entra refused a token for tenant ${error.tenantId}: ${message}`;
    return requestFailure({ purpose, verdict: judgeTokenRejection(aadsts), reason, resultInfo, cause: error });
  }
  if (error instanceof NoAnswer) {
    const verdict: Verdict =
      error.sent === 'no'
        ? { type: 'NotProcessed', advice: 'if this persists, check the network, GRAPH_BASE_URL and AZURE_AUTHORITY_HOST' }
        : { type: 'OutcomeUnknown', advice: 'the state of the call will show whether it was processed' };
    const { message, clientRequestId } = error;
    const resultInfo: ResultInfo = { message, ...(clientRequestId && { clientRequestId }) };
    return requestFailure({ purpose, verdict, reason: `${message}${idSuffix(resultInfo)}`, resultInfo, cause: error });
  }
  return error;
}

/** A call that has ended, a full quota and throttling are everyday events: not logged as errors, not counted as failures. */
const EXPECTED: readonly ActivityFailureType[] = ['NotProcessed', 'CallNotFound', 'CapacityReached'];

interface RequestFailureParts {
  purpose: Purpose;
  verdict: Verdict;
  reason: string;
  resultInfo: ResultInfo;
  retryAfter?: number | undefined;
  cause?: Error;
}

function requestFailure({ purpose, verdict, reason, resultInfo, retryAfter, cause }: RequestFailureParts): ApplicationFailure {
  const { type, advice } = verdict;
  return ApplicationFailure.create({
    type,
    message: `Could not ${purpose.what}. ${reason}. ${type}: ${advice}.`,
    nonRetryable: !RETRIED.includes(type),
    // Temporal does not show `nextRetryDelay` to the workflow.
    details: [resultInfo, ...(retryAfter ? [{ retryAfter }] : [])],
    ...(retryAfter && { nextRetryDelay: retryAfter }),
    ...(EXPECTED.includes(type) && { category: ApplicationFailureCategory.BENIGN }),
    ...(cause && { cause }),
  });
}
