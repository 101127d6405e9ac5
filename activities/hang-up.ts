import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { EscalationActivities, HangUpRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { callPath } from './graph/call-path.ts';
import { successOf } from './graph/graph-failure.ts';
import { probeCall } from './graph/probe-call.ts';

const ASKED = { what: 'hang up', namesLeg: true };

/**
 * Ends our leg. A 204 proves nothing, the notification does (reference §3.5), so it says nothing. A 404 is
 * confirmed by two reads, for single ones are on record for live calls, and here a false one would leave a leg alive for good; a
 * call that is alive after all is hung up again by Temporal's retry.
 */
export function createHangUp({ graph }: ActivityDeps): EscalationActivities['hangUp'] {
  return async (request: HangUpRequest) => {
    const { callId, tenantId } = request;
    const limit = AbortSignal.timeout(REQUEST_LIMITS.hangUp);
    const answer = await askGraph(graph, ASKED, { method: 'DELETE', path: callPath(callId), tenantId, limit });
    if (answer.status !== 404) {
      successOf(ASKED, answer);
      return [];
    }
    const events = await probeCall(graph, request);
    if (events.some(showsLife)) throw falselyMissing();
    return events;
  };
}

function showsLife(event: CallEvent): boolean {
  return event.type === 'call' && event.state !== 'terminated';
}

function falselyMissing(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'NotProcessed',
    message: 'Could not hang up. Graph answered 404, but the call is alive. NotProcessed: the request is repeated.',
    category: ApplicationFailureCategory.BENIGN,
  });
}
