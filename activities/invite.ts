import type { EscalationActivities, InviteRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { inviteBody } from './graph/bodies.ts';
import { callPath } from './graph/call-path.ts';
import { type GraphAnswer, idFromBody, idFromLocation } from './graph/graph-answer.ts';
import { successOf } from './graph/graph-failure.ts';
import { readOperationStatus } from './graph/read-operation.ts';

const ASKED = { what: 'invite the caller', namesLeg: true };

/** Not idempotent, might ring twice (reference §3.3): sent once, over a fresh connection. */
export function createInvite({ graph }: ActivityDeps): EscalationActivities['invite'] {
  return async (request: InviteRequest) => {
    const { callId, tenantId } = request;
    const answer = await askGraph(graph, ASKED, {
      method: 'POST',
      path: callPath(callId, 'participants', 'invite'),
      tenantId,
      body: inviteBody(request),
      freshConnection: true,
      limit: AbortSignal.timeout(REQUEST_LIMITS.invite),
    });
    return [accepted(request, successOf(ASKED, answer))];
  };
}

/** A `completed` or `failed` in the response is final, no notification follows; no body means running (reference §3.3). */
function accepted({ callId, clientContext }: InviteRequest, answer: GraphAnswer): CallEvent {
  const operationId = idFromLocation(answer) ?? idFromBody(answer);
  const said = readOperationStatus(answer.body);
  return {
    type: 'operation',
    callId,
    at: new Date().toISOString(),
    status: said?.status ?? 'running',
    clientContext,
    ...(operationId && { operationId }),
    ...(said?.resultInfo && { resultInfo: said.resultInfo }),
  };
}
