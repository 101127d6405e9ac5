import { isAlive, type Leg, type LegEnd, type ResultInfo } from './leg.ts';
import { announceRoster, legsIn, type Meeting, type Participant } from './meeting.ts';
import { deletedNotification, replacedNotification } from './notification-bodies.ts';
import { later, postOf, type Teams } from './teams.ts';

/** What the field has in place of a hang-up's or a replacement's own codes (Graph §14). */
export const ALL_OTHERS_LEFT: ResultInfo = { code: 200, subcode: 5002, message: 'All other participants have left.' };

/**
 * Ends a leg in the way of Graph §7: (a) `terminated` with AppInitiated, then `deleted`, after a replacement; (b) one
 * `deleted` with the result; (c) a bare `deleted` where there is no result. A replacement that probes like a hang-up: (b). `told: false`: only 404 shows it.
 */
export function endLeg(teams: Teams, leg: Leg, end: Omit<LegEnd, 'at' | 'told'> & { told?: boolean }): void {
  if (!isAlive(leg)) return;
  const { told = true, ...rest } = end;
  leg.state = 'terminated';
  leg.end = { ...rest, told, at: teams.world.now() };
  for (const cancel of leg.timers) cancel();
  leg.timers.clear();
  if (told) tell(teams, leg, end);
  leaveMeeting(teams, leg);
  teams.changed();
}

function tell(teams: Teams, leg: Leg, end: Pick<LegEnd, 'by' | 'resultInfo'>): void {
  const { settings, world } = teams;
  const deleted = () => teams.post(postOf(leg, `${leg.kind} deleted`, deletedNotification(settings, leg, end.resultInfo)));
  if (end.by !== 'replacement' || end.resultInfo === ALL_OTHERS_LEFT) return deleted();
  teams.post(postOf(leg, `${leg.kind} terminated`, replacedNotification(settings, leg)));
  world.after(settings.timings.deleted, `${leg.kind} deleted`, deleted);
}

/** People stay, unless they came by this leg and it forbade to go on without it (Graph §3.2, end code 5007). */
function leaveMeeting(teams: Teams, leg: Leg): void {
  const { meeting } = leg;
  if (!meeting) return;
  const isThrownOut = ({ invitedBy }: Participant) => invitedBy === leg.id && !leg.allowsConversationWithoutHost;
  leave(teams, meeting, (participant) => participant.legId === leg.id || isThrownOut(participant));
}

/** Takes the participants out and tells the legs that stay. */
export function leave(teams: Teams, meeting: Meeting, goes: (participant: Participant) => boolean): void {
  const leaving = meeting.participants.filter(goes);
  if (leaving.length === 0) return;
  meeting.sequenceNumber += 1;
  meeting.participants = meeting.participants.filter((participant) => !goes(participant));
  meeting.left.push(...leaving.map((participant) => ({ ...participant, sequenceNumber: meeting.sequenceNumber })));
  announceRoster(teams, meeting);
  if (meeting.isGroupCall) endGroupCall(teams, meeting);
  else for (const leg of legsIn(teams, meeting)) endLonelyLeg(teams, leg, meeting);
}

/** Graph ends a group call in which fewer than two are left (200/5010), for the last person, too. */
function endGroupCall(teams: Teams, meeting: Meeting): void {
  if (meeting.participants.length >= 2) return;
  const resultInfo = { code: 200, subcode: 5010, message: 'Only one participant is left in the call.' };
  for (const leg of legsIn(teams, meeting)) endLeg(teams, leg, { by: 'teams', resultInfo });
  leave(teams, meeting, () => true);
}

/** Who is in the lobby does not count, an application of somebody else's does. */
function endLonelyLeg(teams: Teams, leg: Leg, meeting: Meeting): void {
  const told = teams.script.has('lonelyLegEnds', leg);
  const isLonely = () => meeting.participants.every(({ legId, inLobby }) => legId !== undefined || inLobby);
  if (!isLonely() || (!told && !teams.script.has('lonelyLegVanishes', leg))) return;
  later(teams, leg, teams.settings.timings.lonely, 'lonely', () => {
    if (isLonely()) endLeg(teams, leg, { by: 'teams', resultInfo: ALL_OTHERS_LEFT, told });
  });
}
