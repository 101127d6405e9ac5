import type { CallActivities, InviteRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { callPath, inviteBody } from './graph/client/requests.ts';
import { type GraphAnswer, idFromBody, idFromLocation } from './graph/client/graph-answer.ts';
import { readOperationStatus } from './graph/read/operation.ts';

const PURPOSE = { what: 'invite', namesLeg: true };

/** Not idempotent, it could ring twice (Graph §3.3): sent once, over a fresh connection. */
export function createInvite({ graph }: ActivityDeps): CallActivities['invite'] {
  return async (request: InviteRequest) => {
    const { callId, tenantId } = request;
    const answer = await sendToGraph(graph, PURPOSE, {
      method: 'POST',
      path: callPath(callId, 'participants', 'invite'),
      tenantId,
      body: inviteBody(request),
      freshConnection: true,
      limit: AbortSignal.timeout(REQUEST_LIMITS_MS.invite),
    });
    return [accepted(request, requireSuccess(PURPOSE, answer))];
  };
}

/** `completed` or `failed` in the response is final, and no notification follows; no body means running (Graph §3.3). */
function accepted({ callId, clientContext }: InviteRequest, answer: GraphAnswer): CallEvent {
  const operationId = idFromLocation(answer) ?? idFromBody(answer);
  const result = readOperationStatus(answer.body);
  return {
    type: 'operation',
    callId,
    at: new Date().toISOString(),
    status: result?.status ?? 'running',
    clientContext,
    ...(operationId && { operationId }),
    ...(result?.resultInfo && { resultInfo: result.resultInfo }),
  };
}
