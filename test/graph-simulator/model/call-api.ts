import { endLeg } from './end-leg.ts';
import { keepAlive } from './establish-leg.ts';
import { hangUp } from './hang-up.ts';
import { callResource, isAlive, type Leg } from './leg.ts';
import { rosterFor } from './meeting.ts';
import { isReadable, operationResource } from './operation.ts';
import { answer } from './operations/answer.ts';
import { createCall } from './operations/create-call.ts';
import { invite } from './operations/invite.ts';
import { participantFor } from './participant-resource.ts';
import { participantNotFound, removeParticipant } from './remove-participant.ts';
import { badRequest, callNotFound, type Reply, refusal, tenantMismatch } from './reply.ts';
import type { Asker, GraphRequest } from './requests.ts';
import { newId, type Teams } from './teams.ts';

/** The 13 operations of the call API. A call that has ended is not found any more; ids are taken exactly as they were given out. */
export function callApi(teams: Teams, request: GraphRequest, asker: Asker): Reply {
  const reply =
    request.kind === 'createCall' ? createCall(teams, request.body, asker, request.scenarioId) : ofLeg(teams, request, asker);
  teams.changed();
  return reply;
}

type LegRequest = Exclude<GraphRequest, { kind: 'createCall' }>;

function ofLeg(teams: Teams, request: LegRequest, asker: Asker): Reply {
  const leg = teams.legs.get(request.callId);
  if (!leg || !isAlive(leg)) return callNotFound();
  if (leg.tenantId !== asker.tenantId) return tenantMismatch();
  switch (request.kind) {
    case 'answer':
      return answer(teams, leg, request.body);
    case 'reject':
    case 'redirect':
      return turnAway(teams, leg, request.kind);
    case 'getCall':
      return { status: 200, body: callResource(leg) };
    case 'delete':
      hangUp(teams, leg);
      return { status: 204 };
    case 'keepAlive':
      leg.keptAliveAt.push(teams.world.now());
      keepAlive(teams, leg);
      return { status: 200 };
    case 'cancelMediaProcessing':
      return cancelMediaProcessing(teams, leg, request.clientContext);
    case 'invite':
      return invite(teams, leg, request.body, asker);
    case 'getOperation':
      return getOperation(teams, leg, request.operationId);
    case 'getParticipants':
      return { status: 200, body: { value: participantsOf(teams, leg).map(participantFor(teams, leg)) } };
    case 'getParticipant':
    case 'deleteParticipant':
      return ofParticipant(teams, leg, request);
  }
}

function turnAway(teams: Teams, leg: Leg, how: 'reject' | 'redirect'): Reply {
  if (leg.state !== 'incoming') return badRequest(`The call is ${leg.state}.`);
  const redirected = { code: 200, subcode: 7015, message: 'The call was redirected.' };
  teams.world.after(teams.settings.timings.deleted, how, () =>
    endLeg(teams, leg, { by: 'bot', ...(how === 'redirect' && { resultInfo: redirected }) }),
  );
  return { status: 202 };
}

/** Completed in the response (Graph §4). */
function cancelMediaProcessing(teams: Teams, leg: Leg, clientContext?: string): Reply {
  const id = newId(teams, 'operation');
  const type = '#microsoft.graph.cancelMediaProcessingOperation';
  const body = { '@odata.type': type, id, clientContext: clientContext ?? null, status: 'completed', resultInfo: null };
  return { status: 200, location: `/communications/calls/${leg.id}/operations/${id}`, body };
}

function getOperation(teams: Teams, leg: Leg, operationId: string): Reply {
  const operation = teams.operations.get(operationId);
  if (!operation || operation.legId !== leg.id || !isReadable(teams, operation))
    return refusal(404, '8500', 'Operation not found.');
  return { status: 200, body: operationResource(operation) };
}

/** P2P calls have no participants (Graph §3.7). */
function participantsOf(teams: Teams, leg: Leg) {
  return leg.meeting && leg.state === 'established' ? rosterFor(teams, leg, leg.meeting) : [];
}

function ofParticipant(teams: Teams, leg: Leg, request: Extract<LegRequest, { participantId: string }>): Reply {
  const participant = participantsOf(teams, leg).find(({ id }) => id === request.participantId);
  if (request.kind === 'deleteParticipant') return removeParticipant(teams, leg, request.participantId, participant);
  return participant ? { status: 200, body: participantFor(teams, leg)(participant) } : participantNotFound();
}
