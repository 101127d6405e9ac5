import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { AnswerRequest, EscalationActivities } from '../workflows/contract/activities.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { answerBody } from './graph/bodies.ts';
import { callPath } from './graph/call-path.ts';
import { successOf } from './graph/graph-failure.ts';

const ASKED = { what: 'answer the P2P call', namesLeg: true };

/**
 * Any 2xx means accepted; the body, which the seed shows and the documents do not, is never needed (reference §3.1). A failure
 * tells in its last detail how many tries there were: it speaks of the last one only, and Graph may yet process another.
 */
export function createAnswer({ graph, callbackUri }: ActivityDeps): EscalationActivities['answer'] {
  return async (request: AnswerRequest) => {
    const { callId, tenantId, run } = request;
    const { attempt: tries } = activityInfo();
    const callback = await callbackUri({ run, kind: 'p2p', tenantId });
    const limit = AbortSignal.timeout(REQUEST_LIMITS.answer);
    const body = answerBody(request, callback);
    const ask = { method: 'POST', path: callPath(callId, 'answer'), tenantId, body, limit } as const;
    try {
      successOf(ASKED, await askGraph(graph, ASKED, ask));
    } catch (error) {
      if (error instanceof ApplicationFailure) error.details?.push({ tries });
      throw error;
    }
    return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString() }];
  };
}
