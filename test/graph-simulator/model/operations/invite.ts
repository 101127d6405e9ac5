import type { InviteFault } from '../../faults/fault.ts';
import type { Leg, ResultInfo } from '../leg.ts';
import { finish, type InviteOperation, operationResource } from '../operation.ts';
import { type Replacement, findReplaced, moveIn } from '../replacement.ts';
import { badRequest, permissionMissing, type Reply } from '../reply.ts';
import type { Asker, InviteBody } from '../requests.ts';
import { later, newId, type Teams } from '../teams.ts';

/** Graph §10. */
const INVITEES = 5;
const CLIENT_CONTEXT_LENGTH = 256;

/** How an invitation can end but well; codes of Graph §6 and §9.3. */
const FAILURES = {
  declined: { code: 487, subcode: 10024, message: 'The call was declined by all endpoints.' },
  unanswered: { code: 487, subcode: 10004, message: 'The call was not answered.' },
  failed: { code: 500, subcode: 0, message: 'addParticipants failed.' },
  takenElsewhere: { code: 487, subcode: 10003, message: 'The call was accepted elsewhere.' },
};

/** Not idempotent: a repetition rings again. With `replacesCallId` only the first participant is read (seed). */
export function invite(teams: Teams, leg: Leg, body: InviteBody, asker: Asker): Reply {
  const first = body.participants[0];
  const refused = whyNot(leg, body, asker);
  if (refused || !first) return refused ?? badRequest('participants is empty.');
  const operation: InviteOperation = {
    id: newId(teams, 'operation'),
    legId: leg.id,
    clientContext: body.clientContext ?? newId(teams, 'clientContext'),
    status: 'running',
    begunAt: teams.world.now(),
    participants: first.replacesCallId ? [first] : body.participants,
  };
  teams.operations.set(operation.id, operation);
  ring(teams, leg, operation);
  teams.reached('inviting', leg);
  const location = `/communications/calls/${leg.id}/operations/${operation.id}`;
  return { status: 200, location, body: operationResource(operation) };
}

function whyNot(leg: Leg, { participants, clientContext }: InviteBody, asker: Asker): Reply | undefined {
  if (!asker.roles.includes('Calls.InitiateGroupCall.All')) return permissionMissing();
  if (leg.kind === 'p2p') return badRequest('The call is not a multiparty call.');
  if (leg.state !== 'established' || leg.inLobby) return badRequest(`The call is ${leg.inLobby ? 'in the lobby' : leg.state}.`);
  if (!participants[0]?.replacesCallId && participants.length > INVITEES) return badRequest(`At most ${INVITEES} participants.`);
  if ((clientContext?.length ?? 0) <= CLIENT_CONTEXT_LENGTH) return undefined;
  return badRequest(`clientContext is longer than ${CLIENT_CONTEXT_LENGTH} characters.`);
}

function ring(teams: Teams, leg: Leg, operation: InviteOperation): void {
  const { timings } = teams.settings;
  const taken = teams.script.onInvite({ tenantId: leg.tenantId, callId: leg.id });
  const ms =
    taken?.afterMs ??
    (taken?.invite === 'declined' ? timings.declined : taken?.invite === 'unanswered' ? timings.ring : timings.taken);
  later(teams, leg, ms, 'invite', () => end(teams, leg, operation, taken));
}

function end(teams: Teams, leg: Leg, operation: InviteOperation, taken: InviteFault | undefined): void {
  const failure = taken && failureOf(taken);
  const [first] = operation.participants;
  const replacement = first ? findReplaced(teams, leg, first) : undefined;
  const refusal = replacement && 'code' in replacement ? replacement : undefined;
  finish(teams, leg, operation, failure ?? refusal);
  teams.reached('operation completed', leg);
  if (refusal || (failure && taken.invite !== 'takenElsewhere')) return;
  for (const invited of operation.participants) moveIn(teams, leg, invited, isReplacement(replacement) ? replacement : undefined);
}

const isReplacement = (found: Replacement | ResultInfo | undefined): found is Replacement =>
  found !== undefined && 'replaced' in found;

function failureOf({ invite: how, code, subcode, message }: InviteFault): ResultInfo | undefined {
  if (how === 'accepted') return undefined;
  const usual = FAILURES[how];
  if (code === undefined) return usual;
  return { code, subcode: subcode ?? 0, message: message ?? usual.message };
}
