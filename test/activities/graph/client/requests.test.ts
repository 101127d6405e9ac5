import { describe, expect, it } from 'vitest';
import { answerBody, createCallBody, inviteBody } from '../../../../activities/graph/client/requests.ts';
import type { CreateCallRequest, InviteRequest } from '../../../../workflows/contract/activities.ts';
import type { MeetingCoordinates } from '../../../../workflows/contract/input.ts';
import { requestErrors } from '../../../graph-simulator/schema/schema.ts';

const ANSWER = '/communications/calls/{id}/answer';
const CREATE = '/communications/calls';
const INVITE = '/communications/calls/{id}/participants/invite';
const CALLBACK = 'https://bot.example.com/api/calls/address';

const MEETINGS: MeetingCoordinates[] = [
  {
    kind: 'organizer',
    chatInfo: { threadId: '19:meeting_x@thread.v2', messageId: '0', replyChainMessageId: '1' },
    organizer: { user: { id: 'organizer', tenantId: 'tenant' } },
    allowConversationWithoutHost: true,
  },
  { kind: 'joinMeetingId', joinMeetingId: '123', passcode: 'p' },
  { kind: 'joinMeetingId', joinMeetingId: '123' },
  { kind: 'token', token: 'ey' },
  { kind: 'newGroupCall' },
];

const create = (more: Partial<CreateCallRequest> = {}): CreateCallRequest => ({
  run: 'run',
  attempt: 1,
  tenantId: 'tenant',
  meeting: { kind: 'token', token: 'ey' },
  mediaForm: 'preferred',
  ...more,
});

const invite: InviteRequest = {
  callId: 'M',
  tenantId: 'tenant',
  participants: [
    { user: { id: 'caller', tenantId: 'tenant', displayName: 'Jane Doe' }, replaces: { callId: 'P', form: 'bare' } },
  ],
  clientContext: 'run/1',
};

/** As it goes over the wire: without what is undefined. */
const faultsOfBody = (path: string, body: unknown) => requestErrors('POST', path, JSON.parse(JSON.stringify(body)));

it('the strict check finds faults', () => {
  expect(faultsOfBody(ANSWER, { callback: CALLBACK })).not.toEqual([]);
  expect(faultsOfBody(CREATE, { callbackUri: CALLBACK, chatInfo: { thread: 'x' } })).not.toEqual([]);
  expect(faultsOfBody(INVITE, { participants: [{ replacesCallId: 'P' }] })).not.toEqual([]);
});

describe('answer', () => {
  const request = { callId: 'P', tenantId: 'tenant', run: 'run', acceptedModalities: ['audio' as const], preFetchMedia: [] };

  it('conforms, without media to fetch', () => {
    const body = answerBody(request, CALLBACK);
    expect(faultsOfBody(ANSWER, body)).toEqual([]);
    expect(body).toEqual({
      callbackUri: CALLBACK,
      acceptedModalities: ['audio'],
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    });
  });

  it('conforms, with media to fetch as in the seed', () => {
    const preFetchMedia = [{ uri: 'https://cdn.contoso.com/beep.wav', resourceId: '1D6DE2D4' }];
    const body = answerBody({ ...request, preFetchMedia }, CALLBACK);
    expect(faultsOfBody(ANSWER, body)).toEqual([]);
    expect(body.mediaConfig).toMatchObject({ preFetchMedia });
  });
});

describe('create', () => {
  it.each(
    MEETINGS.flatMap((meeting) => [
      { meeting, media: 'omit' as const },
      { meeting, media: 'serviceHosted' as const },
    ]),
  )('conforms: $meeting.kind, $media', ({ meeting, media }) => {
    const body = createCallBody(create({ meeting, subject: 'Help' }), 'app', CALLBACK, media);
    expect(faultsOfBody(CREATE, body)).toEqual([]);
    expect(body).toMatchObject({
      callbackUri: CALLBACK,
      tenantId: 'tenant',
      subject: 'Help',
      source: { identity: { application: { id: 'app' } } },
    });
  });

  it("takes the seed's form: no modalities, no mediaConfig", () => {
    const body = createCallBody(create(), 'app', CALLBACK, 'omit');
    expect(body).toMatchObject({ '@odata.type': '#microsoft.graph.call', requestedModalities: [] });
    expect(body).not.toHaveProperty('mediaConfig');
  });

  it('takes the form of the v1.0 pages: audio, service-hosted', () => {
    expect(createCallBody(create(), 'app', CALLBACK, 'serviceHosted')).toMatchObject({
      requestedModalities: ['audio'],
      mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    });
  });

  it('of a new group call names no meeting, and nobody: each is invited', () => {
    const body = createCallBody(create({ meeting: { kind: 'newGroupCall' } }), 'app', CALLBACK, 'omit');
    for (const field of ['meetingInfo', 'chatInfo', 'targets']) expect(body).not.toHaveProperty(field);
  });

  it.each([
    [0, 'organizerMeetingInfo'],
    [1, 'joinMeetingIdMeetingInfo'],
    [3, 'tokenMeetingInfo'],
  ])('names the kind of meeting %d', (index, type) => {
    const body = createCallBody(create(MEETINGS[index] && { meeting: MEETINGS[index] }), 'app', CALLBACK, 'omit');
    expect(body).toMatchObject({ meetingInfo: { '@odata.type': `#microsoft.graph.${type}` } });
  });
});

describe('invite', () => {
  it.each([
    ['bare', 'P'],
    ['path', '/communications/calls/P'],
  ] as const)('conforms, with one person who leaves a call named as %s', (form, replacesCallId) => {
    const body = inviteBody({
      ...invite,
      participants: [{ user: { id: 'caller', tenantId: 'tenant' }, replaces: { callId: 'P', form } }],
    });
    expect(faultsOfBody(INVITE, body)).toEqual([]);
    expect(body).toMatchObject({
      clientContext: 'run/1',
      participants: [{ replacesCallId, identity: { user: { id: 'caller', tenantId: 'tenant' } } }],
    });
    expect(body.participants).toHaveLength(1);
  });

  it.each([1, 2, 5])('conforms, with %d people who leave no call', (count) => {
    const participants = Array.from({ length: count }, (_, person) => ({ user: { id: `person-${person}` } }));
    const body = inviteBody({ ...invite, participants });
    expect(faultsOfBody(INVITE, body)).toEqual([]);
    expect(body.participants.map(({ identity }) => identity.user.id)).toEqual(participants.map(({ user }) => user.id));
    expect(JSON.stringify(body)).not.toContain('replacesCallId');
  });

  it('holds no name, and nothing that only the seed knows', () => {
    const text = JSON.stringify(inviteBody(invite));
    for (const unwanted of ['Jane', 'region', 'languageId', 'endpointType']) expect(text).not.toContain(unwanted);
  });
});
