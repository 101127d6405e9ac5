import type { MeetingEvent, PersonKind } from '../faults/meeting-event.ts';
import { endLeg, leave } from './end-leg.ts';
import { lastLeg } from './last-leg.ts';
import { isAlive, type Leg, type ResultInfo } from './leg.ts';
import { admit, announceRoster, change, enter, type Meeting, type Participant } from './meeting.ts';
import { newId, type Teams } from './teams.ts';

/** Who was concerned. */
export interface Happened {
  participantIds: string[];
}

/**
 * Something happens in a meeting by itself, and its legs are told.
 * @param ours the leg that it happens to, where one was named; else all of the bot's in the meeting
 * @returns undefined: nobody is there whom it could happen to
 */
export function happensIn(teams: Teams, meeting: Meeting, event: MeetingEvent, ours?: Leg): Happened | undefined {
  const isLeg = (leg: Leg) => leg.meeting === meeting && isAlive(leg) && (!ours || leg === ours);
  const legs = () => [...teams.legs.values()].filter(isLeg);
  switch (event.do) {
    case 'join':
      return { participantIds: [join(teams, meeting, event)] };
    case 'everybodyLeaves':
      return takeOut(teams, meeting, ({ identity }) => !identity.kind.startsWith('application'));
    case 'end':
      return end(teams, meeting, event.told);
    case 'removeBot':
      return endAll(teams, legs(), { by: 'participant', resultInfo: removed(event.subcode), told: event.told });
    case 'failBot': {
      const { code, subcode, message = 'The call failed.', told } = event;
      return endAll(teams, legs(), { by: 'teams', resultInfo: { code, subcode, message }, told });
    }
    case 'leave':
    case 'mute':
    case 'unmute':
    case 'hold':
    case 'resume':
    case 'admit':
    case 'reject':
      return toOne(teams, meeting, event, ours);
  }
}

const removed = (subcode: number) => ({ code: 200, subcode, message: 'Removed by another participant.' });
const ENDED = { code: 200, subcode: 5001, message: 'The conversation has ended.' };

/** How Graph lists each kind. */
const IDENTITIES = {
  user: 'user',
  phone: 'phone',
  guest: 'guest',
  application: 'application',
  other: 'encrypted',
} as const satisfies Record<PersonKind, Participant['identity']['kind']>;

function join(teams: Teams, meeting: Meeting, { person, inLobby }: Extract<MeetingEvent, { do: 'join' }>): string {
  const { kind, id = teams.world.newId('user'), displayName = 'Somebody else', tenantId } = person;
  const identity = { kind: IDENTITIES[kind], id, displayName, ...(tenantId !== undefined && { tenantId }) };
  const participant = { id: newId(teams, 'participant'), identity, inLobby };
  enter(teams, meeting, participant);
  announceRoster(teams, meeting);
  return participant.id;
}

const CHANGES = {
  mute: { isMuted: true },
  unmute: { isMuted: false },
  hold: { isOnHold: true },
  resume: { isOnHold: false },
} as const;

type OfOne = Extract<MeetingEvent, { who: string }>;

function toOne(teams: Teams, meeting: Meeting, event: OfOne, ours: Leg | undefined): Happened | undefined {
  const one = find(teams, meeting, event.who, ours);
  if (!one || ((event.do === 'admit' || event.do === 'reject') && !one.inLobby)) return undefined;
  if (event.do === 'leave' || event.do === 'reject') return takeOut(teams, meeting, (participant) => participant === one);
  if (event.do === 'admit') admit(teams, meeting, one.id);
  else change(teams, meeting, one.id, CHANGES[event.do]);
  teams.changed();
  return { participantIds: [one.id] };
}

/** The newest of that name: somebody may be in with two devices. */
function find(teams: Teams, { participants }: Meeting, who: string, ours: Leg | undefined): Participant | undefined {
  if (who === 'bot') return participants.findLast(({ legId }) => (ours ? legId === ours.id : legId !== undefined));
  const name = who === 'caller' ? lastLeg(teams, 'p2p', ours?.tenantId ?? '')?.caller?.id : who;
  const isSo = (id: string) => id.toLowerCase() === name?.toLowerCase();
  return participants.findLast(({ id, identity }) => isSo(id) || isSo(identity.id));
}

/** Never a leg of the bot's: that ends otherwise. */
function takeOut(teams: Teams, meeting: Meeting, isChosen: (participant: Participant) => boolean): Happened | undefined {
  const goes = (participant: Participant) => participant.legId === undefined && isChosen(participant);
  const participantIds = meeting.participants.filter(goes).map(({ id }) => id);
  if (participantIds.length === 0) return undefined;
  leave(teams, meeting, goes);
  teams.changed();
  return { participantIds };
}

/** For everybody: the bot's legs first, so that nobody tells them of an empty meeting. */
function end(teams: Teams, meeting: Meeting, told: boolean): Happened {
  const participantIds = meeting.participants.map(({ id }) => id);
  const legs = [...teams.legs.values()].filter((leg) => leg.meeting === meeting && isAlive(leg));
  endAll(teams, legs, { by: 'participant', resultInfo: ENDED, told });
  leave(teams, meeting, () => true);
  return { participantIds };
}

interface End {
  by: 'participant' | 'teams';
  resultInfo: ResultInfo;
  told: boolean;
}

function endAll(teams: Teams, legs: Leg[], how: End): Happened | undefined {
  for (const leg of legs) endLeg(teams, leg, how);
  return legs.length === 0 ? undefined : { participantIds: legs.map(({ participantId }) => participantId) };
}
