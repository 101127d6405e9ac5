import type { Leg } from './leg.ts';
import { enter, type Meeting, rosterFor } from './meeting.ts';
import { rosterNotification } from './notification-bodies.ts';
import { lastLeg } from './last-leg.ts';
import { later, newId, postOf, type Teams } from './teams.ts';

/** Who is in a meeting of their own accord when the bot's leg comes in, as the script has it. */
export function whoIsInAlready(teams: Teams, leg: Leg, meeting: Meeting): void {
  const caller = lastLeg(teams, 'p2p', leg.tenantId)?.caller;
  const isIn = meeting.participants.some(({ identity }) => identity.id === caller?.id);
  if (!caller || isIn || !teams.script.has('callerInMeetingAlready', leg)) return;
  enter(teams, meeting, { id: newId(teams, 'participant'), identity: { kind: 'user', ...caller }, inLobby: false });
}

const CHATTERS_EVERY = 1_000;

/** People who mute and unmute themselves: a roster each second, in which nothing of ours has changed. */
export function chatter(teams: Teams, leg: Leg, meeting: Meeting): void {
  const asDeltas = teams.script.has('chattyMeetingDeltas', leg);
  if (!asDeltas && !teams.script.has('chattyMeeting', leg)) return;
  const identity = { kind: 'user' as const, id: teams.world.newId('user'), displayName: 'Somebody else' };
  const id = newId(teams, 'participant');
  enter(teams, meeting, { id, identity, inLobby: false });
  const tell = () => {
    const muted = meeting.participants.find((participant) => participant.id === id);
    if (muted) muted.sequenceNumber = meeting.sequenceNumber += 1;
    const form = { ...leg, deltaRoster: asDeltas || leg.deltaRoster };
    const roster = { ...meeting, participants: rosterFor(teams, leg, meeting) };
    teams.post(postOf(leg, 'roster', rosterNotification(teams, form, roster, leg.id)));
    later(teams, leg, CHATTERS_EVERY, 'chatter', tell);
  };
  later(teams, leg, CHATTERS_EVERY, 'chatter', tell);
}
