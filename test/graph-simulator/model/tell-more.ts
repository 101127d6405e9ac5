import type { Leg } from './leg.ts';
import { conversationOf } from './conversation.ts';
import { meetingData } from './meeting-data.ts';
import { rosterNotification, stateNotification } from './notification-bodies.ts';
import type { JsonObject } from './reply.ts';
import { later, postOf, type Teams } from './teams.ts';

/** What the field tells of an established leg besides, all of it of no consequence (Graph §14). */
export function tellMore(teams: Teams, leg: Leg): void {
  const { script, settings } = teams;
  const soon = settings.timings.roster;
  const update = (data: JsonObject) =>
    teams.post(postOf(leg, `${leg.kind} established`, stateNotification(settings, leg, 'established', data)));
  if (script.has('establishedTwice', leg))
    later(teams, leg, soon, 'established again', () => update({ mediaState: { audio: 'active' } }));
  if (leg.kind !== 'p2p') return;
  if (script.has('meetingDataInParts', leg)) tellMeetingDataInParts(teams, leg, soon, update);
  if (script.has('rosterOfTwoUnderP2P', leg)) {
    later(teams, leg, soon, 'roster of two', () => {
      const conversation = conversationOf(teams, leg);
      teams.post(postOf(leg, 'roster', rosterNotification(teams, leg, conversation, leg.id)));
    });
  }
}

function tellMeetingDataInParts(teams: Teams, leg: Leg, soon: number, update: (data: JsonObject) => void): void {
  const { chatInfo, meetingInfo } = meetingData(teams);
  const tell = (part: JsonObject) => {
    leg.described = { ...leg.described, ...part };
    update(part);
    teams.changed();
  };
  later(teams, leg, soon, 'chatInfo', () => tell({ chatInfo }));
  later(teams, leg, 2 * soon, 'meeting token', () => tell({ meetingInfo }));
}
