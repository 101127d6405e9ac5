import type { CreateCallRequest, EscalationActivities } from '../workflows/contract/activities.ts';
import type { CallEvent, LegRef } from '../workflows/contract/events.ts';
import { REQUEST_LIMITS } from '../workflows/contract/request-limits.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { askGraph } from './graph/ask-graph.ts';
import { createCallBody, type MediaForm } from './graph/bodies.ts';
import { callPath } from './graph/call-path.ts';
import { type GraphAnswer, idFromBody, idFromLocation } from './graph/graph-answer.ts';
import { inWords, successOf } from './graph/graph-failure.ts';

/** A 404 here is a rejection: there is no call yet that it could speak of. */
const ASKED = { what: 'create the multiparty call', namesLeg: false };

/**
 * Joins the meeting with a leg of our own. Not idempotent (reference §3.2): sent once, over a fresh connection. A 400 was certainly
 * not processed, and which code says that media are missing differs (8523 is on record), so any 400 to the form without media
 * is followed by the form with them, within the same limit. Where that fails, too, its failure is told, for it alone can leave
 * an outcome unknown or a time to wait, and names the first refusal.
 */
export function createCreateCall({ graph, callbackUri, applicationId, media }: ActivityDeps): EscalationActivities['createCall'] {
  return async (request: CreateCallRequest) => {
    const leg: LegRef = { run: request.run, kind: 'multiparty', attempt: request.attempt, tenantId: request.tenantId };
    const callback = await callbackUri(leg);
    const limit = AbortSignal.timeout(REQUEST_LIMITS.createCall);
    const post = (form: MediaForm, asked = ASKED) =>
      askGraph(graph, asked, {
        method: 'POST',
        path: callPath(),
        tenantId: request.tenantId,
        body: createCallBody(request, applicationId, callback, form),
        freshConnection: true,
        limit,
      });
    const form = media.choose(request.mediaForm);
    const first = await post(form);
    const otherForm = first.status === 400 ? media.insteadOf(form) : undefined;
    if (!otherForm) return created(successOf(ASKED, first), leg);
    const askedAgain = { ...ASKED, what: `${ASKED.what} with media (without media ${inWords(first)})` };
    const second = successOf(askedAgain, await post(otherForm, askedAgain));
    media.remember(otherForm);
    return created(second, leg);
  };
}

/** Without an id nothing is said: the leg tells it itself, on its own callback address (design, rule 1). */
function created(answer: GraphAnswer, leg: LegRef): CallEvent[] {
  const callId = idFromBody(answer) ?? idFromLocation(answer);
  if (callId === undefined) return [];
  return [{ type: 'call', callId, state: 'establishing', at: new Date().toISOString(), leg }];
}
