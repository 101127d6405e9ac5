import { conversationOf } from './conversation.ts';
import type { Leg } from './leg.ts';
import { meetingData } from './meeting-data.ts';
import { rosterNotification, stateNotification } from './notification-bodies.ts';
import { postOf, type Teams } from './teams.ts';

/**
 * A P2P call becomes a multiparty call under its old id: `established` is told again, now with meeting data, and a roster of
 * three comes under its path. No document describes it; so far as is reported, it goes on as before (Graph §11.12).
 */
export function turnMultiparty(teams: Teams, leg: Leg): void {
  if (leg.kind !== 'p2p' || leg.state !== 'established') return;
  const { settings } = teams;
  leg.described = { ...leg.described, ...meetingData(teams) };
  teams.post(postOf(leg, 'p2p established', stateNotification(settings, leg, 'established', meetingData(teams))));
  const somebody = { kind: 'user' as const, id: teams.world.newId('user'), displayName: 'Somebody else' };
  const conversation = conversationOf(teams, leg, [somebody]);
  teams.post(postOf(leg, 'roster', rosterNotification(teams, leg, conversation, leg.id)));
  teams.changed();
}
