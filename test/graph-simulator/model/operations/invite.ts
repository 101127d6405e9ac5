import type { Leg, ResultInfo } from '../leg.ts';
import { finish, type InviteOperation, operationResource } from '../operation.ts';
import { findReplaced, moveIn, type Replacement } from '../replacement.ts';
import { badRequest, permissionMissing, type Reply } from '../reply.ts';
import type { Asker, InviteBody } from '../requests.ts';
import { later, newId, type Teams } from '../teams.ts';
import { asAnswer, comesIn, delayOf, failureOf, type ScriptedAnswer } from './answers.ts';
import { countRinging, ringPeople } from './ring-people.ts';

/** Graph §10. */
const INVITEES = 5;
const GROUP_CALL_PEOPLE = 5;
const CLIENT_CONTEXT_LENGTH = 256;

/** Not idempotent: a repetition rings again. With `replacesCallId` only the first participant is read (seed). */
export function invite(teams: Teams, leg: Leg, body: InviteBody, asker: Asker): Reply {
  const first = body.participants[0];
  const refused = whyNot(teams, leg, body, asker);
  if (refused || !first) return refused ?? badRequest('participants is empty.');
  const operation: InviteOperation = {
    id: newId(teams, 'operation'),
    legId: leg.id,
    clientContext: body.clientContext ?? newId(teams, 'clientContext'),
    status: 'running',
    begunAt: teams.world.now(),
    participants: first.replacesCallId ? [first] : body.participants,
    people: [],
  };
  teams.operations.set(operation.id, operation);
  if (first.replacesCallId) replace(teams, leg, operation);
  else ringPeople(teams, leg, operation);
  teams.reached('inviting', leg);
  const location = `/communications/calls/${leg.id}/operations/${operation.id}`;
  return { status: 200, location, body: operationResource(operation) };
}

function whyNot(teams: Teams, leg: Leg, { participants, clientContext }: InviteBody, asker: Asker): Reply | undefined {
  if (!asker.roles.includes('Calls.InitiateGroupCall.All')) return permissionMissing();
  if (leg.kind === 'p2p') return badRequest('The call is not a multiparty call.');
  if (leg.state !== 'established' || leg.inLobby) return badRequest(`The call is ${leg.inLobby ? 'in the lobby' : leg.state}.`);
  const read = participants[0]?.replacesCallId ? 1 : participants.length;
  if (read > INVITEES) return badRequest(`At most ${INVITEES} participants.`);
  // Several at once only where there is a chat: the seed's note (Graph §3.3).
  if (read > 1 && !leg.described.chatInfo) return badRequest('The call has no chatInfo: one participant at a time.');
  if (isFull(teams, leg, read)) return badRequest(`A group call takes at most ${GROUP_CALL_PEOPLE} people.`);
  if ((clientContext?.length ?? 0) <= CLIENT_CONTEXT_LENGTH) return undefined;
  return badRequest(`clientContext is longer than ${CLIENT_CONTEXT_LENGTH} characters.`);
}

/** What becomes of the sixth in a group call without a meeting is not documented; who is rung counts. */
function isFull(teams: Teams, leg: Leg, more: number): boolean {
  if (!leg.meeting?.isGroupCall) return false;
  const people = leg.meeting.participants.filter(({ legId }) => legId === undefined).length;
  return people + countRinging(teams, leg) + more > GROUP_CALL_PEOPLE;
}

/** Moves somebody who is in a call already; nothing rings. */
function replace(teams: Teams, leg: Leg, operation: InviteOperation): void {
  const scripted = teams.script.onInvite({ tenantId: leg.tenantId, callId: leg.id });
  const answer: ScriptedAnswer = scripted ? asAnswer(scripted) : { answers: 'accepted' };
  later(teams, leg, delayOf(answer, teams.settings.timings), 'invite', () => end(teams, leg, operation, answer));
}

function end(teams: Teams, leg: Leg, operation: InviteOperation, answer: ScriptedAnswer): void {
  const failure = failureOf(answer);
  const [first] = operation.participants;
  const replacement = first ? findReplaced(teams, leg, first) : undefined;
  const refusal = replacement && 'code' in replacement ? { resultInfo: replacement } : undefined;
  finish(teams, leg, operation, failure ?? refusal);
  teams.reached('operation completed', leg);
  if (refusal || !comesIn(answer)) return;
  for (const invited of operation.participants) moveIn(teams, leg, invited, isReplacement(replacement) ? replacement : undefined);
}

const isReplacement = (found: Replacement | ResultInfo | undefined): found is Replacement =>
  found !== undefined && 'replaced' in found;
