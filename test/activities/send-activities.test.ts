import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActivityDeps } from '../../activities/activity-deps.ts';
import { createAnswer } from '../../activities/answer.ts';
import { createCreateCall } from '../../activities/create-call.ts';
import { createInvite } from '../../activities/invite.ts';
import { createMediaChoice, type MultipartyMedia } from '../../activities/multiparty-media.ts';
import type { AnswerRequest, CreateCallRequest, InviteRequest } from '../../workflows/contract/activities.ts';
import { activityEnvironment, depsFor, failureOfActivity, runActivity } from './activity-bench.ts';
import { type Recorded, type ScriptedServer, startScriptedServer } from './graph/client/scripted-server.ts';
import { containing, matching } from '../support/matchers.ts';

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

let graph: ScriptedServer;
let deps: ActivityDeps;
let reply: (request: Recorded) => Reply | undefined;

beforeEach(async () => {
  graph = await startScriptedServer((response, request) => {
    const said = reply(request);
    if (!said) response.destroy();
    else response.writeHead(said.status, said.headers).end(said.body === undefined ? '' : JSON.stringify(said.body));
  });
  deps = depsFor(graph.url);
});
afterEach(() => graph.close());

const TIME = matching(/^\d{4}-.*Z$/);
const THROTTLED: Reply = { status: 429, headers: { 'retry-after': '1.5' } };
const NO_MEDIA: Reply = { status: 400, body: { error: { code: '8523', message: 'Missing mediaConfig information.' } } };

const answering: AnswerRequest = { callId: 'P', tenantId: 'T', run: 'run', acceptedModalities: ['audio'], preFetchMedia: [] };
const creating: CreateCallRequest = {
  run: 'run',
  attempt: 2,
  tenantId: 'T',
  meeting: { kind: 'token', token: 'ey' },
  mediaForm: 'preferred',
};
const inviting: InviteRequest = {
  callId: 'M',
  tenantId: 'T',
  participants: [{ user: { id: 'caller' }, replaces: { callId: 'P', form: 'bare' } }],
  clientContext: 'run/1',
};

describe('answer', () => {
  const answer = (request = answering) => runActivity(createAnswer(deps), request);

  it.each([{ status: 202 }, { status: 200, body: { id: 'x', status: 'Running' } }])(
    'is accepted by %j, whatever the body',
    async (said) => {
      reply = () => said;
      await expect(answer()).resolves.toEqual([{ type: 'call', callId: 'P', state: 'establishing', at: TIME }]);
      expect(graph.requests).toMatchObject([
        { method: 'POST', path: '/communications/calls/P/answer', headers: { authorization: 'Bearer token-of-T' } },
      ]);
      expect(JSON.parse(graph.requests[0]?.body ?? '')).toMatchObject({
        callbackUri: 'https://bot.example.com/api/calls/p2p--T',
      });
    },
  );

  it.each<[string, Reply | undefined, object]>([
    ['404', { status: 404 }, { type: 'CallNotFound', nonRetryable: true }],
    ['500', { status: 500 }, { type: 'OutcomeUnknown', nonRetryable: false }],
    ['a lost response', undefined, { type: 'OutcomeUnknown', nonRetryable: false }],
    ['429', THROTTLED, { type: 'NotProcessed', nonRetryable: false, nextRetryDelay: 1_500 }],
  ])('fails on %s', async (_, said, failure) => {
    reply = () => said;
    expect(await failureOfActivity(createAnswer(deps), answering)).toMatchObject(failure);
  });

  it.each([
    [1, { status: 403 }, [{ code: 403 }, { tries: 1 }]],
    [3, THROTTLED, [{ code: 429 }, { retryAfter: 1_500 }, { tries: 3 }]],
  ])('says that it was try %i that failed', async (attempt, said, details) => {
    reply = () => said;
    const trying = activityEnvironment({ attempt }).run(createAnswer(deps), answering);
    await expect(trying).rejects.toMatchObject({ details });
  });
});

describe('create', () => {
  const create = (request = creating) => runActivity(createCreateCall(deps), request);
  const CREATED = {
    type: 'call',
    callId: 'M',
    state: 'establishing',
    at: TIME,
    leg: { run: 'run', kind: 'multiparty', tenantId: 'T', attempt: 2 },
  };

  it.each<[string, Reply]>([
    ['body', { status: 201, body: { id: 'M' } }],
    ['Location', { status: 201, headers: { location: 'https://graph.microsoft.com/v1.0/communications/calls/M' } }],
  ])('learns the id from the %s', async (_, said) => {
    reply = () => said;
    await expect(create()).resolves.toEqual([CREATED]);
    expect(graph.requests).toMatchObject([{ method: 'POST', path: '/communications/calls' }]);
    expect(JSON.parse(graph.requests[0]?.body ?? '')).toMatchObject({
      callbackUri: 'https://bot.example.com/api/calls/multiparty-2-T',
    });
  });

  it('says nothing where Graph names no id: the callback address will', async () => {
    reply = () => ({ status: 201 });
    await expect(create()).resolves.toEqual([]);
  });

  const hasMedia = ({ body }: Recorded) => body.includes('mediaConfig');
  const withSetting = (setting: MultipartyMedia) => createCreateCall({ ...deps, media: createMediaChoice(setting) });
  const inOtherForm: CreateCallRequest = { ...creating, mediaForm: 'other' };

  it.each<[string, Reply]>([
    ['8523', NO_MEDIA],
    ['a word', { status: 400, body: { error: { code: 'BadRequest', message: 'Bad request.' } } }],
    ['no body', { status: 400 }],
  ])(
    'takes the other media form after a 400 with %s, in the same attempt, and remembers what was accepted',
    async (_, refusal) => {
      reply = (request) => (hasMedia(request) ? { status: 201, body: { id: 'M' } } : refusal);
      const activity = createCreateCall(deps);
      await expect(runActivity(activity, creating)).resolves.toEqual([CREATED]);
      await expect(runActivity(activity, creating)).resolves.toEqual([CREATED]);
      expect(graph.requests.map(hasMedia)).toEqual([false, true, true]);
    },
  );

  it.each<[string, Reply | undefined, object]>([
    ['refused, too', { status: 400, body: { error: { code: '8501', message: 'No.' } } }, { type: 'RequestRejected' }],
    ['throttled', THROTTLED, { type: 'NotProcessed', details: [{ code: 429 }, { retryAfter: 1_500 }] }],
    ['lost', undefined, { type: 'OutcomeUnknown' }],
  ])('forgets the other media form where that is %s, and reports both', async (_, said, failure) => {
    reply = (request) => (hasMedia(request) ? said : NO_MEDIA);
    const activity = createCreateCall(deps);
    const failed = await failureOfActivity(activity, creating);
    expect(failed).toMatchObject(failure);
    expect(failed).toMatchObject({ message: containing('without media Graph answered 400/8523: Missing mediaConfig') });
    await failureOfActivity(activity, creating);
    expect(graph.requests.map(hasMedia)).toEqual([false, true, false, true]);
  });

  it('takes the other media form where the workflow asks for it', async () => {
    reply = () => ({ status: 201, body: { id: 'M' } });
    await create(inOtherForm);
    expect(graph.requests.map(hasMedia)).toEqual([true]);
  });

  it.each<[MultipartyMedia, boolean]>([
    ['omit', false],
    ['serviceHosted', true],
  ])('keeps to MULTIPARTY_MEDIA=%s, whatever Graph says and the workflow asks for', async (setting, media) => {
    reply = () => ({ status: 201, body: { id: 'M' } });
    const activity = withSetting(setting);
    await runActivity(activity, creating);
    await runActivity(activity, inOtherForm);
    reply = () => NO_MEDIA;
    await failureOfActivity(activity, creating);
    expect(graph.requests.map(hasMedia)).toEqual([media, media, media]);
  });

  it.each<[string, Reply | undefined, object]>([
    ['404, which speaks of no leg', { status: 404 }, { type: 'RequestRejected', nonRetryable: true }],
    [
      '503',
      { status: 503, headers: { 'retry-after': '2' } },
      { type: 'NotProcessed', nonRetryable: false, nextRetryDelay: 2_000 },
    ],
    ['429', THROTTLED, { type: 'NotProcessed', nextRetryDelay: 1_500 }],
    ['500', { status: 500, body: { error: { code: '9999', message: 'unknown' } } }, { type: 'OutcomeUnknown' }],
    ['a lost response', undefined, { type: 'OutcomeUnknown' }],
    [
      'a quota',
      { status: 429, body: { error: { code: '1', message: 'monthly call creation limit' } } },
      { type: 'CapacityReached', nonRetryable: true },
    ],
    ['403', { status: 403 }, { type: 'RequestRejected', nonRetryable: true }],
  ])('sends one request that fails on %s', async (_, said, failure) => {
    reply = () => said;
    expect(await failureOfActivity(createCreateCall(deps), creating)).toMatchObject(failure);
    expect(graph.requests).toHaveLength(1);
  });
});

describe('invite', () => {
  const invite = () => runActivity(createInvite(deps), inviting);
  const RUNNING = { type: 'operation', callId: 'M', at: TIME, status: 'running', clientContext: 'run/1' };
  const MALFORMED = { location: 'https://graph.microsoft.com/v1.0/communications/calls/M/operations/%E0%A4%A' };
  const LOCATION = { location: 'https://graph.microsoft.com/beta/communications/calls/M/operations/O' };

  it.each<[string, Reply, object]>([
    [
      'the id of Location before that of the body',
      { status: 200, headers: LOCATION, body: { id: 'other', status: 'Running' } },
      { operationId: 'O' },
    ],
    ['the id of the body', { status: 200, body: { id: 'O', status: null } }, { operationId: 'O' }],
    ['no id', { status: 202 }, {}],
    ['no id where that of Location cannot be read', { status: 202, headers: MALFORMED }, {}],
    [
      'the id of the body where that of Location cannot be read',
      { status: 200, headers: MALFORMED, body: { id: 'O' } },
      { operationId: 'O' },
    ],
    [
      'an end that no notification follows',
      { status: 200, headers: LOCATION, body: { status: 'Completed' } },
      { operationId: 'O', status: 'completed' },
    ],
    [
      'a failure that no notification follows',
      { status: 200, body: { status: 'failed', resultInfo: { code: 500, subcode: '7117' } } },
      { status: 'failed', resultInfo: { code: 500, subcode: 7117 } },
    ],
  ])('reports %s', async (_, said, more) => {
    reply = () => said;
    await expect(invite()).resolves.toEqual([{ ...RUNNING, ...more }]);
    expect(graph.requests).toMatchObject([{ method: 'POST', path: '/communications/calls/M/participants/invite' }]);
  });

  it('sends up to five people in one request, by their ids alone', async () => {
    reply = () => ({ status: 202 });
    const participants = Array.from({ length: 5 }, (_, n) => ({ user: { id: `person-${n}`, displayName: 'Jane' } }));
    await runActivity(createInvite(deps), { ...inviting, participants });
    expect(graph.requests).toHaveLength(1);
    expect(graph.requests[0]?.body.match(/person-\d/g)).toEqual(participants.map(({ user }) => user.id));
    expect(graph.requests[0]?.body).not.toMatch(/Jane|replacesCallId/);
  });

  it.each<[string, Reply | undefined, object]>([
    ['404', { status: 404 }, { type: 'CallNotFound', nonRetryable: true }],
    ['503', { status: 503 }, { type: 'NotProcessed', nonRetryable: false }],
    ['502', { status: 502 }, { type: 'OutcomeUnknown' }],
    ['a lost response', undefined, { type: 'OutcomeUnknown' }],
  ])('sends one request that fails on %s', async (_, said, failure) => {
    reply = () => said;
    expect(await failureOfActivity(createInvite(deps), inviting)).toMatchObject(failure);
    expect(graph.requests).toHaveLength(1);
  });
});
