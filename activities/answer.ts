import type { AnswerRequest, EscalationActivities } from '../workflows/contract/activities.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { answerBody } from './graph/bodies.ts';
import { callPath } from './graph/call-path.ts';
import { successOf } from './graph/graph-failure.ts';

const ASKED = { what: 'answer the P2P call', namesLeg: true };

/** Any 2xx means accepted; the body, which the seed shows and the documents do not, is never needed (reference §3.1). */
export function createAnswer({ graph, callbackUri }: ActivityDeps): EscalationActivities['answer'] {
  return async (request: AnswerRequest) => {
    const { callId, tenantId, run } = request;
    const callback = await callbackUri({ run, kind: 'p2p' }, tenantId);
    const limit = AbortSignal.timeout(REQUEST_LIMITS.answer);
    const body = answerBody(request, callback);
    successOf(ASKED, await askGraph(graph, ASKED, { method: 'POST', path: callPath(callId, 'answer'), tenantId, body, limit }));
    return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString() }];
  };
}
