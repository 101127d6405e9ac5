import type { Forms } from './forms.ts';
import type { Leg, LegState, ResultInfo } from './leg.ts';
import type { Meeting, Participant } from './meeting.ts';
import type { InviteOperation } from './operation.ts';
import { participantFor, seedParticipant } from './participant-resource.ts';
import type { JsonObject } from './reply.ts';
import type { Settings } from './settings.ts';
import type { Teams } from './teams.ts';

/** The seed writes the same one over all states of a call. */
const ETAG = 'W/"5445"';

/** A body of one item, in the seed's shape. `path`: below `/calls/`. */
function notification(settings: Settings, changeType: string, path: string, resourceData: unknown): JsonObject {
  return {
    '@odata.type': 'microsoft.graph.commsNotifications',
    value: [
      {
        '@odata.type': 'microsoft.graph.commsNotification',
        changeType,
        ...(settings.resourceForm !== 'resourceUrl' && { resource: `/app/calls/${path}` }),
        ...(settings.resourceForm !== 'resource' && { resourceUrl: `/communications/calls/${path}` }),
        resourceData,
      },
    ],
  };
}

function callData({ dataForm }: Forms, leg: Leg, data: JsonObject): JsonObject {
  const named = { seed: { '@odata.id': `/communications/calls/${leg.id}`, '@odata.etag': ETAG }, id: { id: leg.id }, field: {} };
  return { '@odata.type': '#microsoft.graph.call', ...named[dataForm], ...data };
}

export function incomingNotification(settings: Settings, leg: Leg): JsonObject {
  const { source, requestedModalities } = leg.described;
  // Not the type that the property has in the schema, but the one that the seed and the field show.
  const targets = [{ '@odata.type': '#microsoft.graph.participantInfo', identity: leg.target }];
  const { id, tenantId, chainId: callChainId, participantId: myParticipantId } = leg;
  const ids = settings.dataForm === 'field' ? { id, tenantId, callChainId, myParticipantId } : {};
  const data = { state: 'incoming', direction: 'incoming', source, targets, requestedModalities, ...ids };
  return notification(settings, 'created', leg.id, callData(settings, leg, data));
}

/** The old Skype shape, which is answered with 204 (Graph §5.3). */
export function legacyNotification(leg: Leg): JsonObject {
  return {
    id: leg.id,
    participants: [{ identity: `8:orgid:${leg.caller?.id}`, originator: true }],
    isMultiparty: false,
    presentedModalityTypes: ['Audio'],
    callState: 'incoming',
    tenantId: leg.tenantId,
  };
}

/** @param data what the call carries besides */
export function stateNotification(settings: Settings, leg: Leg, state: LegState, data: JsonObject = {}): JsonObject {
  const isMultiparty = leg.kind === 'multiparty';
  const more = {
    ...(state === 'establishing' && isMultiparty && { direction: 'outgoing' }),
    ...(state === 'established' &&
      (isMultiparty ? { activeModalities: [] } : { activeModalities: ['audio'], requestedModalities: [] })),
  };
  return notification(settings, 'updated', leg.id, callData(settings, leg, { state, ...more, ...data }));
}

/** Shape (a) of Graph §7, first half: the seed's end of a replaced call. */
export function replacedNotification(settings: Settings, leg: Leg): JsonObject {
  const data = callData(settings, leg, { state: 'terminated', terminationReason: 'AppInitiated' });
  return notification(settings, 'updated', leg.id, data);
}

/** Shape (b) of Graph §7 with a result; (a)'s second half and (c) without. */
export function deletedNotification(settings: Settings, leg: Leg, resultInfo?: ResultInfo): JsonObject {
  const data = resultInfo
    ? { state: 'terminated', resultInfo: { '@odata.type': '#microsoft.graph.resultInfo', ...resultInfo } }
    : {};
  return notification(settings, 'deleted', leg.id, callData(settings, leg, data));
}

export function operationNotification(settings: Settings, operation: InviteOperation): JsonObject {
  const path = `${operation.legId}/operations/${operation.id}`;
  return notification(settings, 'deleted', path, {
    '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
    ...(settings.dataForm === 'seed'
      ? { '@odata.id': `/communications/calls/${path}`, '@odata.etag': 'W/"51"' }
      : { id: operation.id }),
    clientContext: operation.clientContext,
    status: operation.status,
    ...(operation.resultInfo && { resultInfo: { '@odata.type': '#microsoft.graph.resultInfo', ...operation.resultInfo } }),
  });
}

/** What of a meeting a leg is told. */
export type Roster = Pick<Meeting, 'participants' | 'left' | 'sequenceNumber'>;

/**
 * @param callId whose path the roster comes under
 * @param since the first change that a delta tells; its own number is the last one
 */
export function rosterNotification(
  teams: Teams,
  leg: Leg,
  roster: Roster,
  callId: string,
  since = roster.sequenceNumber,
): JsonObject {
  const path = `/communications/calls/${callId}/participants`;
  const named = ({ id, sequenceNumber }: Participant) =>
    teams.settings.dataForm === 'seed' ? { '@odata.id': `${path}/${id}`, '@odata.etag': `W/"${sequenceNumber + 50}"` } : { id };
  const under = (participant: Participant) =>
    teams.script.has('userUnderApplication', leg) ? 'application' : participant.identity.kind;
  const inForm = (participant: Participant) =>
    teams.settings.rosterForm === 'seed'
      ? seedParticipant(participant, named(participant), under(participant))
      : participantFor(teams, leg)(participant);
  // The seed lists who came last first.
  const asDelta = leg.deltaRoster || teams.script.has('deltaRosters', leg);
  const data = asDelta ? [deltaOf(teams, leg, roster, since)] : roster.participants.toReversed().map(inForm);
  return notification(teams.settings, 'updated', `${callId}/participants`, data);
}

function deltaOf(teams: Teams, leg: Leg, { participants, left, sequenceNumber: number }: Roster, since: number): JsonObject {
  const resource = participantFor(teams, leg);
  const isNew = ({ sequenceNumber }: Participant) => sequenceNumber >= since && sequenceNumber <= number;
  return {
    '@odata.type': '#microsoft.graph.deltaParticipants',
    ...(!teams.script.has('rosterWithoutNumbers', leg) && { sequenceNumber: number }),
    participants: [
      ...participants.filter(isNew).map(resource),
      ...left.filter(isNew).map((gone) => ({ ...resource(gone), removedState: { reason: 'Removed' } })),
    ],
  };
}
