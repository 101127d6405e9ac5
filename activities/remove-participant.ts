import { activityInfo } from '@temporalio/activity';
import type { CallActivities, RemoveParticipantRequest } from '../workflows/contract/activities.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { readGraphError } from './graph/client/graph-error.ts';
import { callPath } from './graph/client/requests.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';

const PURPOSE = { what: 'remove the participant', namesLeg: true };

/**
 * Removes somebody, at once and without a warning to them (Graph §4). A refusal is an answer like any other: 403 where the tenant
 * does not let the bot remove people. After a try without a readable answer a 404 means that it got through.
 */
export function createRemoveParticipant({ graph }: ActivityDeps): CallActivities['removeParticipant'] {
  return async ({ callId, tenantId, participantId }: RemoveParticipantRequest) => {
    const answer = await sendToGraph(graph, PURPOSE, {
      method: 'DELETE',
      path: callPath(callId, 'participants', participantId),
      tenantId,
      limit: AbortSignal.timeout(REQUEST_LIMITS_MS.removeParticipant),
    });
    if (answer.status === 404 && activityInfo().attempt > 1) return { removed: true };
    if (answer.status === 403 || answer.status === 404) return { removed: false, resultInfo: readGraphError(answer).resultInfo };
    requireSuccess(PURPOSE, answer);
    return { removed: true };
  };
}
