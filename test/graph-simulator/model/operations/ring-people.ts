import { finish, type InviteOperation, type Invited } from '../operation.ts';
import { moveIn } from '../replacement.ts';
import type { Invitation } from '../requests.ts';
import type { Leg } from '../leg.ts';
import { later, type Teams } from '../teams.ts';
import { asAnswer, comesIn, delayOf, failureOf, type ScriptedAnswer } from './answers.ts';

const ACCEPTED: ScriptedAnswer = { answers: 'accepted' };

/**
 * Rings everybody at once; each answers by themselves. What the operation of several people says is not documented: here it is
 * completed when all are in, and failed with the first "no", while the others may still come.
 */
export function ringPeople(teams: Teams, leg: Leg, operation: InviteOperation): void {
  const scope = { tenantId: leg.tenantId, callId: leg.id };
  const ofAll = teams.script.onInvite(scope);
  for (const invitation of operation.participants) {
    const userId = idOf(invitation);
    const scripted = teams.script.onPerson(userId, scope) ?? (ofAll && asAnswer(ofAll)) ?? ACCEPTED;
    const ring = () => answer(teams, leg, { operation, invited, invitation, scripted });
    const invited: Invited = {
      userId,
      ...(invitation.participantId && { participantId: invitation.participantId }),
      stopRinging: later(teams, leg, delayOf(scripted, teams.settings.timings), 'invite', ring),
    };
    operation.people.push(invited);
  }
}

interface Ringing {
  operation: InviteOperation;
  invited: Invited;
  invitation: Invitation;
  scripted: ScriptedAnswer;
}

/** Whoever has come in meanwhile is not brought in twice; whether Graph does so is not documented. */
function answer(teams: Teams, leg: Leg, { operation, invited, invitation, scripted }: Ringing): void {
  const comes = comesIn(scripted);
  const isInAlready = comes && isIn(leg, invited.userId);
  invited.answer = isInAlready ? 'alreadyIn' : scripted.answers;
  invited.answeredAt = teams.world.now();
  conclude(teams, leg, operation, failureOf(scripted));
  if (comes && !isInAlready) moveIn(teams, leg, invitation, undefined, scripted.answers === 'inLobby' ? scripted : undefined);
  teams.changed();
}

function conclude(teams: Teams, leg: Leg, operation: InviteOperation, failure: ReturnType<typeof failureOf>): void {
  const isLast = operation.people.every(({ answeredAt }) => answeredAt !== undefined);
  if (operation.status !== 'running' || (!failure && !isLast)) return;
  finish(teams, leg, operation, failure);
  teams.reached('operation completed', leg);
}

/** Ends the ringing of somebody whose participant id the client has chosen; false: nobody of that id is rung (Graph §14). */
export function stopRinging(teams: Teams, leg: Leg, participantId: string): boolean {
  for (const operation of teams.operations.values()) {
    const invited = operation.people.find((one) => one.participantId === participantId && one.answer === undefined);
    if (operation.legId !== leg.id || !invited) continue;
    invited.stopRinging();
    invited.answer = 'cancelled';
    invited.answeredAt = teams.world.now();
    conclude(teams, leg, operation, { resultInfo: { code: 487, subcode: 0, message: 'The invitation was cancelled.' } });
    return true;
  }
  return false;
}

/** How many are rung into this call now. */
export function countRinging(teams: Teams, leg: Leg): number {
  const operations = [...teams.operations.values()].filter(({ legId }) => legId === leg.id);
  return operations.flatMap(({ people }) => people).filter(({ answer: given }) => given === undefined).length;
}

const idOf = ({ identity }: Invitation) => identity.user?.id ?? identity.application?.id ?? '';

function isIn({ meeting }: Leg, userId: string): boolean {
  return meeting?.participants.some(({ identity }) => identity.id.toLowerCase() === userId.toLowerCase()) === true;
}
