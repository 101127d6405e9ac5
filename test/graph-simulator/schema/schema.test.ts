import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { containing } from '../../support/matchers.ts';
import { PERSON_KINDS } from '../faults/meeting-event.ts';
import { ROUTES, type Route } from '../request-pipeline/routes.ts';
import { CALLER, createBody, idOf, inviteBody, startTestingBot, TENANT, type TestingBot } from '../testing/testing-bot.ts';
import { requestErrors, resourceErrors, responseErrors } from './schema.ts';
import { participantsIn, seedBlocks } from '../testing/seed.ts';

let bot: TestingBot;
beforeAll(async () => {
  bot = await startTestingBot();
});
afterAll(() => bot.stop());

/** One for all who only look at it. */
let lookedAt: ReturnType<typeof meeting> | undefined;
const meetingToLookAt = () => (lookedAt ??= meeting());

/** Two legs in the meeting, with the caller moved into it. */
async function meeting() {
  const p2p = bot.simulator.call({ callerUserId: CALLER, tenantId: TENANT });
  await bot.answer(p2p);
  await established(p2p);
  const { callId } = await bot.create();
  await established(callId);
  const invited = await bot.graph('POST', `/${callId}/participants/invite`, inviteBody(p2p));
  await bot.simulator.waitFor('the end of the P2P leg', ({ legs }) => legs.some(({ id, alive }) => id === p2p && !alive));
  const participants = participantsIn((await bot.graph('GET', `/${callId}/participants`)).body);
  return { callId, operationId: idOf(invited.body), participantId: participants.at(-1)?.id ?? '' };
}

const established = (callId: string) =>
  bot.simulator.waitFor('established', ({ legs }) => legs.some(({ id, state }) => id === callId && state === 'established'));
const incoming = () => bot.simulator.call({ callerUserId: CALLER, tenantId: TENANT });

/** What is asked of each operation, so that it answers well. */
const asked: Record<Route['kind'], () => Promise<{ path: string; body?: unknown }>> = {
  createCall: async () => ({ path: '', body: createBody(`${bot.address}/more`) }),
  getCall: async () => ({ path: `/${incoming()}` }),
  delete: async () => ({ path: `/${(await bot.create()).callId}` }),
  answer: async () => ({
    path: `/${incoming()}/answer`,
    body: {
      callbackUri: bot.address,
      acceptedModalities: ['audio'],
      mediaConfig: {
        '@odata.type': '#microsoft.graph.serviceHostedMediaConfig',
        preFetchMedia: [{ uri: 'https://cdn.example.com/beep.wav', resourceId: 'f8971b04-b53e-418c-9222-c82ce681a582' }],
      },
    },
  }),
  reject: async () => ({ path: `/${incoming()}/reject`, body: { reason: 'busy' } }),
  redirect: async () => ({ path: `/${incoming()}/redirect`, body: { targets: inviteBody().participants, timeout: 30 } }),
  keepAlive: async () => ({ path: `/${incoming()}/keepAlive` }),
  cancelMediaProcessing: async () => ({ path: `/${incoming()}/cancelMediaProcessing`, body: { clientContext: 'a context' } }),
  getParticipants: async () => ({ path: `/${(await meetingToLookAt()).callId}/participants` }),
  getParticipant: async () => {
    const { callId, participantId } = await meetingToLookAt();
    return { path: `/${callId}/participants/${participantId}` };
  },
  deleteParticipant: async () => {
    const { callId, participantId } = await meeting();
    return { path: `/${callId}/participants/${participantId}` };
  },
  invite: async () => {
    const { callId } = await bot.create();
    await established(callId);
    return { path: `/${callId}/participants/invite`, body: inviteBody() };
  },
  getOperation: async () => {
    const { callId, operationId } = await meetingToLookAt();
    return { path: `/${callId}/operations/${operationId}` };
  },
};

describe("every operation answers as Graph's schema says", () => {
  it.each(ROUTES)('$method $path', async ({ kind, method, path }) => {
    const { path: asking, body } = await asked[kind]();
    const answer = await bot.graph(method, asking, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    expect(responseErrors(method, path, answer.status, answer.body)).toEqual([]);
    expect(answer.headers['client-request-id']).toBe('one-of-mine');
    expect(answer.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    if (['createCall', 'invite', 'cancelMediaProcessing'].includes(kind)) {
      expect(answer.headers.location).toContain(`${bot.simulator.graphBaseUrl}/communications/calls/`);
      expect(answer.headers.location).toContain(idOf(answer.body));
    }
  });

  it.each(ROUTES.filter(({ path }) => path.includes('{id}')))(
    '$method $path of an unknown call: 404, as an error',
    async (route) => {
      const { path: asking, body } = await asked[route.kind]();
      const answer = await bot.graph(route.method, asking.replace(/^\/[^/]+/, '/nobody'), body);
      expect(answer).toMatchObject({
        status: 404,
        body: { error: { code: '8522', innerError: { 'client-request-id': 'one-of-mine' } } },
      });
      expect(responseErrors(route.method, route.path, 404, answer.body)).toEqual([]);
    },
  );
});

it('a call in a meeting that was joined by its id, and everybody in it, answer so, too', async () => {
  const meetingInfo = { '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo', joinMeetingId: '123', passcode: 'p' };
  const { callId } = await bot.create({ chatInfo: null, meetingInfo });
  await established(callId);
  for (const kind of PERSON_KINDS) bot.simulator.inMeeting(callId, { do: 'join', person: { kind } });
  const path = '/communications/calls/{id}';
  const call = await bot.graph('GET', `/${callId}`);
  expect(call.body).toMatchObject({ chatInfo: { threadId: containing('19:meeting_') }, meetingInfo });
  expect(responseErrors('GET', path, call.status, call.body)).toEqual([]);
  const roster = await bot.graph('GET', `/${callId}/participants`);
  expect(participantsIn(roster.body).length).toBe(1 + PERSON_KINDS.length);
  expect(responseErrors('GET', `${path}/participants`, roster.status, roster.body)).toEqual([]);
  const kept = await bot.graph('POST', `/${callId}/keepAlive`);
  expect(responseErrors('POST', `${path}/keepAlive`, kept.status, kept.body)).toEqual([]);
});

it('refuses and records a request body that is not as the schema says', async () => {
  const callId = incoming();
  const seedsNames = { callback: bot.address, acceptModalities: ['audio'] };
  const answer = await bot.graph('POST', `/${callId}/answer`, seedsNames);
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', message: containing('callbackUri') } },
  });
  expect(bot.simulator.record().requests.find((request) => request.callId === callId)?.violations).toEqual(
    expect.arrayContaining([containing('callbackUri')]),
  );
});

it("passes the seed's own bodies and resources, so that the schema speaks of the same thing", () => {
  const blocks = seedBlocks();
  const invites = blocks.requests.filter(({ line }) => line.endsWith('/participants/invite'));
  const invite = '/communications/calls/{id}/participants/invite';
  expect(invites.length).toBe(4);
  for (const { body } of invites) expect(requestErrors('POST', invite, body)).toEqual([]);
  const calls = blocks.notifications.flatMap(({ value }) => value).filter(({ resourceData }) => !Array.isArray(resourceData));
  expect(calls.length).toBeGreaterThan(8);
  for (const { resourceData } of calls) {
    // Beta has it; and the seed's targets have another type than the property.
    const known = Object.entries(z.looseObject({}).parse(resourceData)).filter(
      ([name]) => !['activeModalities', 'targets'].includes(name),
    );
    expect(resourceErrors(Object.fromEntries(known))).toEqual([]);
  }
});

it('is closed where the types are closed', () => {
  const chatInfo = { threadId: '19:meeting@thread.v2', messageId: '0', made: 'up' };
  expect(requestErrors('POST', '/communications/calls', { callbackUri: bot.address, chatInfo })).not.toEqual([]);
  const { made: _, ...known } = chatInfo;
  expect(requestErrors('POST', '/communications/calls', { callbackUri: bot.address, chatInfo: known })).toEqual([]);
});
