import { sleep } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { EscalationActivities, HangUpRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { callPath } from './graph/call-path.ts';
import type { Graph } from './graph/graph-client.ts';
import { successOf } from './graph/graph-failure.ts';
import { probeCall } from './graph/probe-call.ts';

const ASKED = { what: 'hang up', namesLeg: true };

/** Between two DELETEs that must both answer 404, where the reads got no answer. */
const SECOND_DELETE_AFTER = 1_000;

/**
 * Ends our leg. A 204 proves nothing, the notification does (reference §3.5), so it says nothing. A 404 is
 * confirmed by two reads, for single ones are on record for live calls, and here a false one would leave a leg alive for good; a
 * call that is alive after all is hung up again by Temporal's retry. Where Graph answers no read, a second 404 confirms the first.
 */
export function createHangUp({ graph }: ActivityDeps): EscalationActivities['hangUp'] {
  return async (leg: HangUpRequest) => {
    if ((await hangUp(graph, leg)) !== 404) return [];
    const events = await lookBehind404(graph, leg);
    if (events.some(showsLife)) throw falselyMissing();
    return events;
  };
}

/** Resolves with the status: a success, or 404. */
async function hangUp(graph: Graph, { callId, tenantId }: HangUpRequest): Promise<number> {
  const limit = AbortSignal.timeout(REQUEST_LIMITS.hangUp);
  const answer = await askGraph(graph, ASKED, { method: 'DELETE', path: callPath(callId), tenantId, limit });
  if (answer.status !== 404) successOf(ASKED, answer);
  return answer.status;
}

async function lookBehind404(graph: Graph, leg: HangUpRequest): Promise<CallEvent[]> {
  try {
    return await probeCall(graph, leg);
  } catch {
    // A read without an answer says nothing; what the second DELETE has to say counts.
    await sleep(SECOND_DELETE_AFTER);
    const at = new Date().toISOString();
    return (await hangUp(graph, leg)) === 404 ? [{ type: 'callMissing', callId: leg.callId, at }] : [];
  }
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
