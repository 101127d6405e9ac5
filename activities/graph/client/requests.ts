import type {
  AnswerRequest,
  CreateCallRequest,
  InviteRequest,
  ParticipantToInvite,
} from '../../../workflows/contract/activities.ts';
import type { InvitedUser, MeetingCoordinates, Modality } from '../../../workflows/contract/input.ts';

/** The seed's form has no media at all; some tenants refuse that with 400/8523 (Graph §3.2, §11.1). */
export type MediaForm = 'omit' | 'serviceHosted';

const SERVICE_HOSTED = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' };

/** Path of the calls, of one call, or of something below it. Ids are sent as they were received. */
export function callPath(...below: string[]): string {
  return ['/communications/calls', ...below.map(encodeURIComponent)].join('/');
}

/** Graph §3.1: the names in the parameter tables, not those in the seed's examples. */
export function answerBody(request: AnswerRequest, callbackUri: string) {
  const { preFetchMedia, acceptedModalities } = request;
  return {
    callbackUri,
    acceptedModalities,
    mediaConfig: { ...SERVICE_HOSTED, ...(preFetchMedia.length > 0 && { preFetchMedia }) },
  };
}

/** Graph §3.2. `tenantId` is repeated at the top level: without it Graph answers 7505 (§9.4). */
export function createCallBody(request: CreateCallRequest, applicationId: string, callbackUri: string, media: MediaForm) {
  return {
    '@odata.type': '#microsoft.graph.call',
    callbackUri,
    tenantId: request.tenantId,
    source: {
      '@odata.type': '#microsoft.graph.participantInfo',
      identity: { '@odata.type': '#microsoft.graph.identitySet', application: { id: applicationId } },
    },
    ...(request.subject && { subject: request.subject }),
    ...mediaFields(media),
    ...meetingFields(request.meeting),
  };
}

/** Graph §3.3. With `replacesCallId` Graph ignores all but the first, so whoever replaces a call is alone. */
export function inviteBody({ participants, clientContext }: InviteRequest) {
  return { participants: participants.map(invitation), clientContext };
}

function invitation(participant: ParticipantToInvite) {
  const { replaces } = participant;
  return {
    '@odata.type': '#microsoft.graph.invitationParticipantInfo',
    identity: { '@odata.type': '#microsoft.graph.identitySet', user: identityOf(participant) },
    ...(replaces && {
      replacesCallId: replaces.form === 'path' ? `/communications/calls/${replaces.callId}` : replaces.callId,
    }),
  };
}

/** Without the display name: Graph knows it, and what is never sent cannot leak. */
function identityOf({ user: { id, tenantId } }: InvitedUser): { id: string; tenantId?: string } {
  return { id, ...(tenantId && { tenantId }) };
}

function mediaFields(media: MediaForm): { requestedModalities: Modality[]; mediaConfig?: object } {
  return media === 'omit' ? { requestedModalities: [] } : { requestedModalities: ['audio'], mediaConfig: SERVICE_HOSTED };
}

function meetingFields(meeting: MeetingCoordinates) {
  switch (meeting.kind) {
    case 'organizer':
      return {
        chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', ...meeting.chatInfo },
        meetingInfo: {
          '@odata.type': '#microsoft.graph.organizerMeetingInfo',
          organizer: { '@odata.type': '#microsoft.graph.identitySet', user: meeting.organizer.user },
          allowConversationWithoutHost: meeting.allowConversationWithoutHost,
        },
      };
    case 'joinMeetingId': {
      const { joinMeetingId, passcode } = meeting;
      const type = '#microsoft.graph.joinMeetingIdMeetingInfo';
      return { meetingInfo: { '@odata.type': type, joinMeetingId, ...(passcode && { passcode }) } };
    }
    case 'token':
      return { meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: meeting.token } };
    case 'newGroupCall':
      // "No meeting coordinates: a new group call is created automatically" (Graph §3.2, §11.21).
      return {};
  }
}
