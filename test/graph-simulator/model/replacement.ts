import { ALL_OTHERS_LEFT, endLeg } from './end-leg.ts';
import { isAlive, type Leg, type ResultInfo } from './leg.ts';
import { admit, announceRoster, enter } from './meeting.ts';
import type { Invitation } from './requests.ts';
import { newId, type Teams } from './teams.ts';

/** The P2P leg that an invitation replaces. */
export interface Replacement {
  replaced: Leg;
}

const PATH = '/communications/calls/';

/** Undefined where none is to be replaced; a failure (500/0, Graph §6) where it cannot be. */
export function findReplaced(
  teams: Teams,
  leg: Leg,
  { replacesCallId, identity }: Invitation,
): Replacement | ResultInfo | undefined {
  if (!replacesCallId) return undefined;
  const failure = (why: string) => ({ code: 500, subcode: 0, message: `addParticipants failed: ${why}` });
  const isPath = replacesCallId.startsWith(PATH);
  if (isPath && teams.script.has('replacesCallIdBareOnly', leg)) return failure('replacesCallId is no call id.');
  if (!isPath && teams.script.has('replacesCallIdPathOnly', leg)) return failure('replacesCallId is no resource.');
  const replaced = teams.legs.get(isPath ? replacesCallId.slice(PATH.length) : replacesCallId);
  if (!replaced || !isAlive(replaced) || replaced === leg) return failure('the call to replace was not found.');
  if (replaced.caller?.id.toLowerCase() !== identity.user?.id.toLowerCase())
    return failure('the participant is not in the call to replace.');
  return { replaced };
}

/** The person is in the meeting at once; the roster tells it, and the replaced call is dropped, a little later. */
export function moveIn(
  teams: Teams,
  leg: Leg,
  invited: Invitation,
  replacement: Replacement | undefined,
  lobbyOfInvited?: { admittedAfterMs?: number | undefined },
): void {
  const { meeting } = leg;
  const user = invited.identity.user;
  if (!meeting || !user) return;
  const replaced = replacement?.replaced;
  const scope = { tenantId: leg.tenantId, callId: leg.id };
  const lobby = replaced ? teams.script.lobby('caller', scope) : lobbyOfInvited;
  const id = invited.participantId ?? newId(teams, 'participant');
  const identity = { kind: 'user' as const, ...replaced?.caller, ...user };
  enter(teams, meeting, { id, identity, inLobby: lobby !== undefined, invitedBy: leg.id });
  announceRoster(teams, meeting, replaced);
  if (lobby?.admittedAfterMs !== undefined) {
    teams.world.after(lobby.admittedAfterMs, 'caller admitted', () => admit(teams, meeting, id));
  }
  if (replaced && !teams.script.survivesReplacement({ tenantId: replaced.tenantId, callId: replaced.id }))
    drop(teams, leg, replaced);
}

/** Dropped once the participant was added (Graph §3.3). */
function drop(teams: Teams, leg: Leg, replaced: Leg): void {
  teams.world.after(teams.settings.timings.replaced, 'p2p replaced', () => {
    const likeHangUp = teams.script.has('replacedSays5002', replaced);
    endLeg(teams, replaced, { by: 'replacement', ...(likeHangUp && { resultInfo: ALL_OTHERS_LEFT }) });
    teams.reached('replaced', leg);
  });
}
