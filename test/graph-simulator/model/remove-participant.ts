import { endLeg, leave } from './end-leg.ts';
import type { Leg } from './leg.ts';
import type { Participant } from './meeting.ts';
import { stopRinging } from './operations/ring-people.ts';
import { type Reply, refusal } from './reply.ts';
import type { Teams } from './teams.ts';

export const participantNotFound = () => refusal(404, '8500', 'Participant not found.');

/** At once, without a warning to them (Graph §3.7). Of somebody who is still rung, it cancels the invite (Graph §14). */
export function removeParticipant(teams: Teams, leg: Leg, participantId: string, participant: Participant | undefined): Reply {
  if (teams.script.has('removingForbidden', leg)) {
    return refusal(403, 'Forbidden', 'The application is not allowed to remove participants from meetings of this tenant.');
  }
  if (!participant) return stopRinging(teams, leg, participantId) ? { status: 204 } : participantNotFound();
  const ownLeg = participant.legId === undefined ? undefined : teams.legs.get(participant.legId);
  const removed = { code: 200, subcode: 5000, message: 'Removed by another participant.' };
  if (ownLeg) endLeg(teams, ownLeg, { by: 'participant', resultInfo: removed });
  else if (leg.meeting) leave(teams, leg.meeting, ({ id }) => id === participantId);
  return { status: 204 };
}
