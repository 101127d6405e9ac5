import { botIdentity } from './bot-identity.ts';
import { endLeg } from './end-leg.ts';
import type { Leg } from './leg.ts';
import { admit, announceRoster, enter, type Meeting } from './meeting.ts';
import { chatter, whoIsInAlready } from './meeting-life.ts';
import { stateNotification } from './notification-bodies.ts';
import { later, postOf, type Teams } from './teams.ts';
import { tellMore } from './tell-more.ts';

/** From the accepted request on: establishing, established and, in a meeting, the roster (Graph §3.1, §3.2). */
export function establishLeg(teams: Teams, leg: Leg): void {
  const { timings } = teams.settings;
  const tell = (state: 'establishing' | 'established') =>
    teams.post(postOf(leg, `${leg.kind} ${state}`, stateNotification(teams.settings, leg, state)));
  leg.state = 'establishing';
  keepAlive(teams, leg);
  later(teams, leg, timings.establishing, 'establishing', () => tell('establishing'));

  if (teams.script.neverEstablishes(leg.kind, { tenantId: leg.tenantId, callId: leg.id })) {
    const resultInfo = { code: 500, subcode: 7117, message: 'The call could not be established.' };
    later(teams, leg, timings.stuck, 'given up', () => endLeg(teams, leg, { by: 'teams', resultInfo }));
    return;
  }
  later(teams, leg, timings.established, 'established', () => {
    leg.state = 'established';
    tell('established');
    tellMore(teams, leg);
    if (leg.meeting) joinMeeting(teams, leg);
    teams.changed();
    if (leg.kind === 'p2p') teams.reached('p2p established', leg);
    else teams.reached('multiparty established', leg);
  });
}

/** Starts the 45 minutes anew (Graph §3.4). */
export function keepAlive(teams: Teams, leg: Leg): void {
  leg.stopKeepAlive?.();
  const resultInfo = { code: 408, subcode: 8537, message: 'No keepAlive was received in time.' };
  const { keepAlive: ms } = teams.settings.timings;
  leg.stopKeepAlive = later(teams, leg, ms, 'keepAlive', () => endLeg(teams, leg, { by: 'teams', resultInfo }));
}

function joinMeeting(teams: Teams, leg: Leg): void {
  const { meeting } = leg;
  if (!meeting) return;
  const lobby = teams.script.lobby('bot', { tenantId: leg.tenantId, callId: leg.id });
  leg.inLobby = lobby !== undefined;
  whoIsInAlready(teams, leg, meeting);
  enter(teams, meeting, { id: leg.participantId, identity: botIdentity(teams, leg), inLobby: leg.inLobby, legId: leg.id });
  later(teams, leg, teams.settings.timings.firstRoster, 'first roster', () => announceRoster(teams, meeting));
  chatter(teams, leg, meeting);
  if (meeting.isGroupCall) endUnlessJoined(teams, leg, meeting);
  if (lobby?.admittedAfterMs === undefined) return;
  later(teams, leg, lobby.admittedAfterMs, 'admitted', () => admit(teams, meeting, leg.participantId));
}

/** Graph §9.2. */
function endUnlessJoined(teams: Teams, leg: Leg, meeting: Meeting): void {
  const resultInfo = { code: 200, subcode: 5013, message: 'Nobody else joined the group call.' };
  later(teams, leg, teams.settings.timings.nobodyJoins, 'nobody joins', () => {
    if (meeting.participants.length < 2) endLeg(teams, leg, { by: 'teams', resultInfo });
  });
}
