import { botIdentity } from './bot-identity.ts';
import type { Leg } from './leg.ts';
import type { Meeting, Participant } from './meeting.ts';
import { newId, type Teams } from './teams.ts';

/**
 * The people of a P2P call, as a roster under its own path lists them: the bot, the caller, and whoever else. Nobody can be moved
 * into it or invited from it, so it is none of the meetings that the record shows.
 */
export function conversationOf(teams: Teams, leg: Leg, others: Participant['identity'][] = []): Meeting {
  const caller = { kind: 'user' as const, id: leg.caller?.id ?? '', displayName: 'Test User' };
  const participants = [botIdentity(teams, leg), caller, ...others].map((identity, i) => ({
    id: newId(teams, 'participant'),
    identity,
    inLobby: false,
    sequenceNumber: i + 1,
  }));
  return { key: leg.id, isGroupCall: false, participants, left: [], sequenceNumber: participants.length };
}
