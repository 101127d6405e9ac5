import type { CreateCallRequest, EscalationActivities } from '../workflows/contract/activities.ts';
import type { CallEvent, LegRef } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { createCallBody, type MediaForm } from './graph/bodies.ts';
import { callPath } from './graph/call-path.ts';
import { type GraphAnswer, idFromBody, idFromLocation } from './graph/graph-answer.ts';
import { readGraphError } from './graph/graph-error.ts';
import { successOf } from './graph/graph-failure.ts';

/** A 404 here is a rejection: there is no call yet that it could speak of. */
const ASKED = { what: 'create the multiparty call', namesLeg: false };

/** `400/8523`, "Missing mediaConfig information": certainly not processed (reference §9.3). */
const MEDIA_CONFIG_MISSING = 8523;

/** Joins the meeting with a leg of our own. Not idempotent (reference §3.2): sent once, over a fresh connection. */
export function createCreateCall({ graph, callbackUri, applicationId, media }: ActivityDeps): EscalationActivities['createCall'] {
  return async (request: CreateCallRequest) => {
    const leg: LegRef = { run: request.run, kind: 'multiparty', attempt: request.attempt, tenantId: request.tenantId };
    const callback = await callbackUri(leg);
    const limit = AbortSignal.timeout(REQUEST_LIMITS.createCall);
    const post = (form: MediaForm) =>
      askGraph(graph, ASKED, {
        method: 'POST',
        path: callPath(),
        tenantId: request.tenantId,
        body: createCallBody(request, applicationId, callback, form),
        freshConnection: true,
        limit,
      });
    const form = media.choose(request.mediaForm);
    const first = await post(form);
    if (!mediaConfigMissing(first) || !media.fallBackFrom(form)) return created(successOf(ASKED, first), leg);
    return created(successOf(ASKED, await post('serviceHosted')), leg);
  };
}

function mediaConfigMissing(answer: GraphAnswer): boolean {
  return answer.status === 400 && readGraphError(answer).code === MEDIA_CONFIG_MISSING;
}

/** Without an id nothing is said: the leg tells it itself, on its own callback address (design, rule 1). */
function created(answer: GraphAnswer, leg: LegRef): CallEvent[] {
  const callId = idFromBody(answer) ?? idFromLocation(answer);
  if (callId === undefined) return [];
  return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString(), leg }];
}
