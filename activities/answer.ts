import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { AnswerRequest, CallActivities } from '../workflows/contract/activities.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { answerBody, callPath } from './graph/client/requests.ts';

const PURPOSE = { what: 'answer the P2P call', namesLeg: true };

/**
 * Any 2xx means accepted; the body, which the seed shows and the documentation does not, is never needed (Graph §3.1). The last
 * detail of a failure is the number of tries: the failure is about the last one only, and Graph may still process an earlier one.
 */
export function createAnswer({ graph, callbackUri }: ActivityDeps): CallActivities['answer'] {
  return async (request: AnswerRequest) => {
    const { callId, tenantId, run } = request;
    const { attempt: tries } = activityInfo();
    const callback = await callbackUri({ run, kind: 'p2p', tenantId });
    const limit = AbortSignal.timeout(REQUEST_LIMITS_MS.answer);
    const body = answerBody(request, callback);
    const path = callPath(callId, 'answer');
    const post = { method: 'POST', path, tenantId, body, freshConnectionNext: true, limit } as const;
    try {
      requireSuccess(PURPOSE, await sendToGraph(graph, PURPOSE, post));
    } catch (error) {
      if (error instanceof ApplicationFailure) error.details?.push({ tries });
      throw error;
    }
    return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString() }];
  };
}
