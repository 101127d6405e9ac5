import type { Leg } from './leg.ts';
import type { Participant } from './meeting.ts';
import type { JsonObject } from './reply.ts';
import type { Teams } from './teams.ts';

/** The resource `participant`, with the properties of today's type, as GET answers with it. */
export function participantResource(participant: Participant): JsonObject {
  const { kind, id, displayName, tenantId } = participant.identity;
  return {
    '@odata.type': '#microsoft.graph.participant',
    id: participant.id,
    info: {
      '@odata.type': '#microsoft.graph.participantInfo',
      identity: {
        '@odata.type': '#microsoft.graph.identitySet',
        [kind]: {
          '@odata.type': '#microsoft.graph.identity',
          id,
          displayName: displayName ?? null,
          ...(tenantId && { tenantId }),
        },
      },
      languageId: 'en-US',
      region: 'westus',
    },
    mediaStreams: [{ '@odata.type': '#microsoft.graph.mediaStream', ...mediaStream(participant), serverMuted: false }],
    isMuted: participant.isMuted === true,
    isInLobby: participant.inLobby,
    rosterSequenceNumber: participant.sequenceNumber,
  };
}

/** The resource as a leg is told of it: with or without the number of the roster that last changed it. */
export function participantFor({ script }: Teams, leg: Leg): (participant: Participant) => JsonObject {
  if (!script.has('rosterWithoutNumbers', leg)) return participantResource;
  return (participant) => {
    const { rosterSequenceNumber: _, ...unnumbered } = participantResource(participant);
    return unnumbered;
  };
}

/**
 * As in the seed's replacement example; `isInLobby` and `isMuted` only where they are true.
 * @param named its id, in whatever form
 * @param under `application` where users are listed there (Graph §11.9)
 */
export function seedParticipant(participant: Participant, named: JsonObject, under: Participant['identity']['kind']): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.participant',
    ...named,
    info: {
      '@odata.type': '#microsoft.graph.participantInfo',
      identity: {
        [under]: {
          region: 'westus',
          languageId: 'en-US',
          displayName: participant.identity.displayName ?? null,
          id: participant.identity.id,
        },
      },
    },
    mediaStreams: [mediaStream(participant)],
    ...(participant.inLobby && { isInLobby: true }),
    ...(participant.isMuted && { isMuted: true }),
  };
}

function mediaStream(participant: Participant): JsonObject {
  const sourceId = String(participant.sequenceNumber);
  const direction = participant.isOnHold ? 'inactive' : 'sendReceive';
  return { mediaType: 'audio', label: 'main-audio', sourceId, direction };
}
