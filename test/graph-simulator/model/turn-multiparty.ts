import type { Leg } from './leg.ts';
import type { Meeting } from './meeting.ts';
import { rosterNotification, stateNotification } from './notification-bodies.ts';
import { newId, postOf, type Teams } from './teams.ts';

/**
 * A P2P call becomes a multiparty call under its old id: `established` is told again, now with meeting data, and a roster of
 * three comes under its path. No document describes it; so far as is reported, it goes on as before (reference §11.12).
 */
export function turnMultiparty(teams: Teams, leg: Leg): void {
  if (leg.kind !== 'p2p' || leg.state !== 'established') return;
  leg.described = { ...leg.described, ...meetingData(teams) };
  const { settings } = teams;
  teams.post(postOf(leg, 'p2p established', stateNotification(settings, leg, 'established', meetingData(teams))));
  const conversation = conversationOf(teams, leg);
  teams.post(postOf(leg, 'roster', rosterNotification(teams, leg, conversation, conversation.participants, leg.id)));
  teams.changed();
}

function meetingData(teams: Teams) {
  return {
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId: '19:turned@thread.v2', messageId: '0' },
    meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: `token-${teams.world.newId('token')}` },
  };
}

/** Nobody can be moved into it or invite from it, so it is none of the meetings that the record shows. */
function conversationOf(teams: Teams, leg: Leg): Meeting {
  const people = [
    { kind: 'application' as const, id: teams.settings.applicationId, displayName: 'Test Bot' },
    { kind: 'user' as const, id: leg.caller?.id ?? '', displayName: 'Test User' },
    { kind: 'user' as const, id: teams.world.newId('user'), displayName: 'Somebody else' },
  ];
  const participants = people.map((identity, i) => ({
    id: newId(teams, 'participant'),
    identity,
    inLobby: false,
    sequenceNumber: i + 1,
  }));
  return { key: leg.id, isGroupCall: false, participants, left: [], sequenceNumber: people.length };
}
