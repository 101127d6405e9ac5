import { callbackUriRefused, isCallbackUri } from '../callback-uri.ts';
import { establishLeg } from '../establish-leg.ts';
import type { Leg } from '../leg.ts';
import { badRequest, type Reply } from '../reply.ts';
import type { AnswerBody } from '../requests.ts';
import { newId, type Teams } from '../teams.ts';

/** A second answer is refused: whether Graph does, or ignores it, is not documented (Graph §3.1). */
export function answer(teams: Teams, leg: Leg, body: AnswerBody): Reply {
  if (leg.state !== 'incoming') return badRequest(`The call cannot be answered: it is ${leg.state}.`);
  if (!isCallbackUri(body.callbackUri)) return callbackUriRefused();
  for (const cancel of leg.timers) cancel();
  leg.timers.clear();
  leg.callbackUri = body.callbackUri;
  leg.deltaRoster = body.callOptions?.isDeltaRosterEnabled === true;
  establishLeg(teams, leg);
  teams.reached('answering', leg);
  if (!teams.script.has('answerReplies200', leg)) return { status: 202 };
  return {
    status: 200,
    body: { clientContext: newId(teams, 'clientContext'), id: newId(teams, 'operation'), status: 'Running' },
  };
}
