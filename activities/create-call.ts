import type { CreateCallRequest, CallActivities } from '../workflows/contract/activities.ts';
import type { CallEvent, LegRef } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS_MS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { describeAnswer, requireSuccess, sendToGraph } from './graph/client/send-to-graph.ts';
import { callPath, createCallBody, type MediaForm } from './graph/client/requests.ts';
import { type GraphAnswer, idFromBody, idFromLocation } from './graph/client/graph-answer.ts';

/** A 404 here is a rejection: there is no call yet that it could be about. */
const PURPOSE = { what: 'create the multiparty call', namesLeg: false };

/**
 * Joins the meeting with a leg of our own. Not idempotent (Graph §3.2): sent once, over a fresh connection. A 400 was certainly
 * not processed, and the code that means "media are missing" varies (8523 is on record), so any 400 to the form without media
 * is followed by the form with media, within the same time limit. If that fails as well, its failure is thrown and mentions the
 * first one: only the second can leave the outcome unknown or ask for a pause.
 */
export function createCreateCall({ graph, callbackUri, applicationId, media }: ActivityDeps): CallActivities['createCall'] {
  return async (request: CreateCallRequest) => {
    const leg: LegRef = { run: request.run, kind: 'multiparty', attempt: request.attempt, tenantId: request.tenantId };
    const callback = await callbackUri(leg);
    const limit = AbortSignal.timeout(REQUEST_LIMITS_MS.createCall);
    const post = (form: MediaForm, purpose = PURPOSE) =>
      sendToGraph(graph, purpose, {
        method: 'POST',
        path: callPath(),
        tenantId: request.tenantId,
        body: createCallBody(request, applicationId, callback, form),
        freshConnection: true,
        freshConnectionNext: true,
        limit,
      });
    const form = media.choose(request.mediaForm);
    const first = await post(form);
    const otherForm = first.status === 400 ? media.insteadOf(form) : undefined;
    if (!otherForm) return created(requireSuccess(PURPOSE, first), leg);
    const retryPurpose = { ...PURPOSE, what: `${PURPOSE.what} with media (without media ${describeAnswer(first)})` };
    const second = requireSuccess(retryPurpose, await post(otherForm, retryPurpose));
    media.remember(otherForm);
    return created(second, leg);
  };
}

/** No event without an id: the leg's own notifications will bring it, on its callback address (rule 1). */
function created(answer: GraphAnswer, leg: LegRef): CallEvent[] {
  const callId = idFromBody(answer) ?? idFromLocation(answer);
  if (callId === undefined) return [];
  return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString(), leg }];
}
