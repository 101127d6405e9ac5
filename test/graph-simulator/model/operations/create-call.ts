import { callbackUriRefused, isCallbackUri } from '../callback-uri.ts';
import { establishLeg } from '../establish-leg.ts';
import { callResource, isAlive, type Leg } from '../leg.ts';
import { announceRoster, enter, type Meeting } from '../meeting.ts';
import { badRequest, type JsonObject, MEDIA_REFUSALS, permissionMissing, type Reply, refusal, tenantMismatch } from '../reply.ts';
import type { Asker, CreateCallBody, Invitation } from '../requests.ts';
import { later, newId, type Teams } from '../teams.ts';

/** A new group call takes as many users (Graph §10). */
const TARGETS = 5;

/** Not idempotent: a repetition makes one more leg in the same meeting (Graph §3.2). */
export function createCall(teams: Teams, body: CreateCallBody, asker: Asker, scenarioId?: string): Reply {
  const refused = whyNot(teams, body, asker);
  if (refused) return refused;
  const leg = newLeg(teams, body, asker, scenarioId);
  teams.legs.set(leg.id, leg);
  teams.createdCalls += 1;
  establishLeg(teams, leg);
  if (!body.meetingInfo) inviteTargets(teams, leg, body.targets ?? []);
  teams.reached('creating', leg);
  return { status: 201, location: `/communications/calls/${leg.id}`, body: callResource(leg) };
}

function whyNot(teams: Teams, body: CreateCallBody, asker: Asker): Reply | undefined {
  const { concurrentCalls, monthlyCalls } = teams.settings;
  const mayJoin = asker.roles.some((role) => role.startsWith('Calls.JoinGroupCall'));
  const isMeeting = Boolean(body.meetingInfo);
  if (isMeeting ? !mayJoin : !asker.roles.includes('Calls.InitiateGroupCall.All')) return permissionMissing();
  // Without it at the top level: 7505, too (Graph §9.4).
  if (body.tenantId?.toLowerCase() !== asker.tenantId) return tenantMismatch();
  const formRefused = MEDIA_REFUSALS.find(([quirk]) => teams.script.has(quirk, asker))?.[1];
  if (formRefused && !body.mediaConfig) return formRefused;
  if (!isCallbackUri(body.callbackUri)) return callbackUriRefused();
  if (body.meetingInfo?.organizer && !body.chatInfo?.threadId) return badRequest('organizerMeetingInfo needs chatInfo.');
  if ((body.targets?.length ?? 0) > TARGETS) return badRequest(`A new group call takes at most ${TARGETS} targets.`);
  const atOnce = [...teams.legs.values()].filter(isAlive).length;
  if (atOnce >= concurrentCalls) {
    return refusal(403, '7506', `The application has reached its limit of ${concurrentCalls} concurrent calls.`);
  }
  if (teams.createdCalls < monthlyCalls) return undefined;
  return refusal(403, '7506', 'The application has reached the monthly call creation limit.');
}

function newLeg(teams: Teams, body: CreateCallBody, asker: Asker, scenarioId?: string): Leg {
  const { callbackUri, tenantId: _, ...described } = body;
  const meeting = meetingOf(teams, body);
  return {
    id: newId(teams, 'call'),
    kind: 'multiparty',
    direction: 'outgoing',
    tenantId: asker.tenantId,
    state: 'establishing',
    callbackUri,
    chainId: teams.world.newId('chain'),
    scenarioId: scenarioId ?? teams.world.newId('scenario'),
    participantId: newId(teams, 'participant'),
    createdAt: teams.world.now(),
    meeting,
    inLobby: false,
    deltaRoster: body.callOptions?.isDeltaRosterEnabled === true,
    // Only meetings with an organizer have the property.
    allowsConversationWithoutHost: !body.meetingInfo?.organizer || body.meetingInfo.allowConversationWithoutHost === true,
    described: { ...withoutToken(described), ...chatOf(teams, body, asker, meeting) },
    keptAliveAt: [],
    timers: new Set(),
  };
}

/** Typed meetings are the same one whoever joins; without coordinates each call is its own. */
function meetingOf(teams: Teams, { chatInfo, meetingInfo }: CreateCallBody): Meeting {
  const coordinates = chatInfo?.threadId ?? meetingInfo?.joinMeetingId ?? meetingInfo?.token;
  const key = coordinates ?? `group call ${newId(teams, 'meeting')}`;
  const threadId = chatInfo?.threadId ?? `19:meeting_${teams.meetings.size + 1}@thread.v2`;
  const meeting = teams.meetings.get(key) ?? {
    key,
    isGroupCall: !coordinates,
    ...(coordinates && { threadId }),
    participants: [],
    left: [],
    sequenceNumber: 0,
  };
  teams.meetings.set(key, meeting);
  return meeting;
}

/** A meeting has a chat, whatever it was joined by. */
function chatOf(teams: Teams, { chatInfo }: CreateCallBody, asker: Asker, { threadId }: Meeting): JsonObject {
  if (teams.script.has('callsWithoutChatInfo', asker)) return { chatInfo: null };
  if (threadId === undefined || chatInfo?.threadId) return {};
  return { chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId: '0' } };
}

/** A meeting's token is a secret: it is not repeated. */
function withoutToken(described: JsonObject): JsonObject {
  const { '@odata.type': _, meetingInfo, ...rest } = described;
  if (typeof meetingInfo !== 'object' || meetingInfo === null) return rest;
  return { ...rest, meetingInfo: 'token' in meetingInfo ? { ...meetingInfo, token: 'token' } : meetingInfo };
}

function inviteTargets(teams: Teams, leg: Leg, targets: Invitation[]): void {
  const { established, taken } = teams.settings.timings;
  later(teams, leg, established + taken, 'targets', () => {
    for (const { identity } of targets) {
      if (!leg.meeting || !identity.user) continue;
      const user = { ...identity.user, kind: 'user' as const };
      enter(teams, leg.meeting, { id: newId(teams, 'participant'), identity: user, inLobby: false, invitedBy: leg.id });
      announceRoster(teams, leg.meeting);
    }
  });
}
