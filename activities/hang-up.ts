import { sleep } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CallActivities, HangUpRequest } from '../workflows/contract/activities.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { callPath } from './graph/client/requests.ts';
import type { Graph } from './graph/client/graph-client.ts';
import { probeCall } from './probe.ts';

const PURPOSE = { what: 'hang up', namesLeg: true };

/** Between two DELETEs that must both answer 404, if the reads got no answer. */
const SECOND_DELETE_AFTER_MS = 1_000;

/**
 * Ends our leg. A 204 yields no event: it proves nothing, the notification does (Graph §3.5). A 404 is confirmed by two reads,
 * for single ones are on record for live calls, and a false one would leave the leg alive for good; if the call turns out to be
 * alive, Temporal's retry hangs it up again. If Graph answers no read, a second 404 to a DELETE confirms the first.
 */
export function createHangUp({ graph }: ActivityDeps): CallActivities['hangUp'] {
  return async (leg: HangUpRequest) => {
    if ((await hangUp(graph, leg)) !== 404) return [];
    const events = await confirm404(graph, leg);
    if (events.some(isAlive)) throw stillAlive();
    return events;
  };
}

/** Resolves with the status: a success, or 404. */
async function hangUp(graph: Graph, { callId, tenantId }: HangUpRequest): Promise<number> {
  const limit = AbortSignal.timeout(REQUEST_LIMITS_MS.hangUp);
  const answer = await sendToGraph(graph, PURPOSE, { method: 'DELETE', path: callPath(callId), tenantId, limit });
  if (answer.status !== 404) requireSuccess(PURPOSE, answer);
  return answer.status;
}

async function confirm404(graph: Graph, leg: HangUpRequest): Promise<CallEvent[]> {
  try {
    return await probeCall(graph, leg);
  } catch {
    // A read without an answer proves nothing; the answer to the second DELETE decides.
    await sleep(SECOND_DELETE_AFTER_MS);
    const at = new Date().toISOString();
    return (await hangUp(graph, leg)) === 404 ? [{ type: 'callMissing', callId: leg.callId, at }] : [];
  }
}

function isAlive(event: CallEvent): boolean {
  return event.type === 'call' && event.state !== 'terminated';
}

function stillAlive(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'NotProcessed',
    message: 'Could not hang up. Graph answered 404, but the call is alive. NotProcessed: the request is retried.',
    category: ApplicationFailureCategory.BENIGN,
  });
}
