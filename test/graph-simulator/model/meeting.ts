import { isAlive, type Leg } from './leg.ts';
import { rosterNotification } from './notification-bodies.ts';
import type { UserIdentity } from './requests.ts';
import { postOf, type Teams } from './teams.ts';

/** Somebody in a meeting: a person, or a leg of the bot. */
export interface Participant {
  id: string;
  identity: UserIdentity & { kind: 'user' | 'phone' | 'guest' | 'encrypted' | 'application' | 'applicationInstance' };
  inLobby: boolean;
  isMuted?: boolean;
  isOnHold?: boolean;
  /** Of the bot's own. */
  legId?: string;
  /** The leg whose invitation brought the person in. */
  invitedBy?: string;
  /** Of the last change, for delta rosters. */
  sequenceNumber: number;
}

/** Lives apart from legs: people stay in it when the bot leaves. */
export interface Meeting {
  key: string;
  /** Made for a call without meeting coordinates: it ends when fewer than two are left. */
  isGroupCall: boolean;
  /** Of its chat, which a group call without a meeting has not (Graph §9.4). */
  threadId?: string;
  participants: Participant[];
  left: Participant[];
  sequenceNumber: number;
}

export function enter(teams: Teams, meeting: Meeting, participant: Omit<Participant, 'sequenceNumber'>): void {
  meeting.sequenceNumber += 1;
  meeting.participants.push({ ...participant, sequenceNumber: meeting.sequenceNumber });
  teams.changed();
}

export function admit(teams: Teams, meeting: Meeting, participantId: string): void {
  const { legId = '' } = meeting.participants.find(({ id }) => id === participantId) ?? {};
  const leg = teams.legs.get(legId);
  // From the lobby it has seen nobody: the next roster tells of everybody.
  if (leg) Object.assign(leg, { inLobby: false, hasRoster: false });
  change(teams, meeting, participantId, { inLobby: false });
}

/** Something about somebody in the meeting is different now, and its legs are told. */
export function change(
  teams: Teams,
  meeting: Meeting,
  participantId: string,
  to: Partial<Pick<Participant, 'inLobby' | 'isMuted' | 'isOnHold'>>,
): void {
  const participant = meeting.participants.find(({ id }) => id === participantId);
  if (!participant) return;
  meeting.sequenceNumber += 1;
  Object.assign(participant, to, { sequenceNumber: meeting.sequenceNumber });
  announceRoster(teams, meeting);
}

export function legsIn(teams: Teams, meeting: Meeting): Leg[] {
  return [...teams.legs.values()].filter((leg) => leg.meeting === meeting && leg.state === 'established' && isAlive(leg));
}

/** What a leg sees of its meeting: all, but only itself while in the lobby (Graph §3.2). */
export function rosterFor(teams: Teams, leg: Leg, meeting: Meeting): Participant[] {
  const seen = leg.inLobby ? meeting.participants.filter(({ legId }) => legId === leg.id) : meeting.participants;
  return teams.script.has('rosterHidesCaller', leg) ? seen.filter(({ identity }) => identity.kind !== 'user') : seen;
}

/** Tells every leg in the meeting who is in it. `replaced`: the P2P call whose path the seed writes on the roster after a replacement. */
export function announceRoster(teams: Teams, meeting: Meeting, replaced?: Leg): void {
  const { sequenceNumber } = meeting;
  teams.world.after(teams.settings.timings.roster, 'roster', () => {
    for (const leg of legsIn(teams, meeting)) {
      if (teams.script.has('rosterNeverSent', leg)) continue;
      const path = replaced && teams.script.has('rosterUnderP2P', leg) ? replaced.id : leg.id;
      const since = leg.hasRoster ? sequenceNumber : 1;
      leg.hasRoster = true;
      const roster = { ...meeting, sequenceNumber, participants: rosterFor(teams, leg, meeting) };
      teams.post(postOf(leg, 'roster', rosterNotification(teams, leg, roster, path, since)));
    }
  });
}
