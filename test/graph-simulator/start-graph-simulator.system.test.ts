import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { containing } from '../support/matchers.ts';
import { makeCertificate } from './http/certificate.ts';
import { at } from './testing/at.ts';
import { CALLER, idOf, inviteBody, startTestingBot, TENANT, type TestingBot } from './testing/testing-bot.ts';

let bot: TestingBot;
const certificate = await makeCertificate();
beforeEach(async () => {
  bot = await startTestingBot({ certificate });
});
afterEach(() => bot.stop());

const incoming = () => bot.simulator.call({ callerUserId: CALLER, tenantId: TENANT });
const inState = (callId: string, state: string) =>
  bot.simulator.waitFor(`${callId} ${state}`, ({ legs }) => legs.some((leg) => leg.id === callId && leg.state === state));
const told = (kind: string) =>
  bot.simulator.waitFor(kind, ({ notifications }) => notifications.some((it) => it.kind === kind && it.fate === 'delivered'));
const aliveOf = () => bot.simulator.record().legs.filter(({ alive }) => alive);

describe('the flow over HTTPS', () => {
  it('is recorded: every request, notification and leg', async () => {
    const p2p = incoming();
    await bot.answer(p2p);
    await inState(p2p, 'established');
    const { callId } = await bot.create();
    await inState(callId, 'established');
    await bot.graph('POST', `/${callId}/participants/invite`, inviteBody(p2p));
    await told('p2p deleted');
    await bot.graph('DELETE', `/${callId}`);
    await told('multiparty deleted');
    const record = bot.simulator.record();
    expect(record.requests.map(({ kind, reply }) => `${kind} ${reply?.status}`)).toEqual([
      'token 200',
      'answer 202',
      'createCall 201',
      'invite 200',
      'delete 204',
    ]);
    expect(record.notifications.map(({ kind }) => kind)).toEqual([
      'incoming',
      'p2p establishing',
      'p2p established',
      'multiparty establishing',
      'multiparty established',
      'roster',
      'operation',
      'roster',
      'p2p terminated',
      'p2p deleted',
      'multiparty terminating',
      'multiparty deleted',
    ]);
    expect(record.notifications.every(({ fate, attempts }) => fate === 'delivered' && attempts.length === 1)).toBe(true);
    expect(record.legs.map(({ kind, ended }) => `${kind} ended by ${ended?.by}`)).toEqual([
      'p2p ended by replacement',
      'multiparty ended by bot',
    ]);
    expect(record.meetings[0]?.participants.map(({ identity }) => identity.id)).toEqual([CALLER]);
    expect(aliveOf()).toEqual([]);
  });

  it('shows legs that are left alive', async () => {
    const { callId } = await bot.create();
    expect(aliveOf().map(({ id }) => id)).toEqual([callId]);
  });
});

describe('requests that go wrong', () => {
  it('a lost response: processed all the same', async () => {
    bot.simulator.script([{ request: 'createCall', do: 'loseResponse' }]);
    await expect(bot.create()).rejects.toThrow();
    expect(aliveOf().length).toBe(1);
    expect(bot.simulator.record().requests.at(-1)).toMatchObject({ processed: true, lost: 'reset' });
  });

  it('a connection that breaks first: not processed', async () => {
    bot.simulator.script([{ request: 'createCall', do: 'reset' }]);
    await expect(bot.create()).rejects.toThrow();
    expect(aliveOf()).toEqual([]);
    expect(bot.simulator.record().requests.at(-1)).toMatchObject({ processed: false, lost: 'reset' });
  });

  it('a scripted answer: not processed, with Retry-After, the ids and the error', async () => {
    const error = { code: 'TooManyRequests', message: 'Too many requests.' };
    bot.simulator.script([{ request: 'createCall', do: 'reply', status: 429, retryAfter: '2.128', body: { error } }]);
    const refused = await bot.create();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '2.128', 'client-request-id': 'one-of-mine' } });
    expect(refused.body).toMatchObject({ error: { ...error, innerError: { 'client-request-id': 'one-of-mine' } } });
    expect(aliveOf()).toEqual([]);
    expect((await bot.create()).status).toBe(201);
  });

  it('the flat body of 7503 stays flat', async () => {
    bot.simulator.script([{ request: 'createCall', do: 'reply', status: 403, body: { errorCode: '7503', message: 'no' } }]);
    expect((await bot.create()).body).toEqual({ errorCode: '7503', message: 'no' });
  });

  it('a response held back: the request has been processed before', async () => {
    bot.simulator.script([{ request: 'createCall', do: 'delay', ms: 300, what: 'response' }]);
    const created = bot.create();
    await bot.simulator.waitFor('the leg', ({ legs, requests }) => legs.length === 1 && requests.at(-1)?.reply === undefined);
    expect((await created).status).toBe(201);
  });

  it('a silent connection ends with the simulator', async () => {
    bot.simulator.script([{ request: 'createCall', do: 'loseResponse', how: 'hang' }]);
    const silent = expect(bot.create()).rejects.toThrow();
    await bot.simulator.waitFor('the leg', ({ legs }) => legs.length === 1);
    await bot.simulator.stop();
    await silent;
  });
});

describe('notifications', () => {
  it('are repeated while the webhook says 503, after its Retry-After', async () => {
    bot.answerWith(503, { 'retry-after': '0.05' });
    const callId = incoming();
    await bot.simulator.waitFor('a refusal', ({ notifications }) => notifications[0]?.attempts[0]?.status === 503);
    bot.answerWith(202, { 'client-request-id': 'echo' });
    const seen = await bot.simulator.waitFor('delivered', ({ notifications }) =>
      notifications.find((notification) => notification.callId === callId && notification.fate === 'delivered'),
    );
    expect(seen.attempts.at(-1)).toMatchObject({ status: 202, headers: { 'client-request-id': 'echo' } });
    expect(seen.attempts.length).toBeGreaterThan(1);
  });

  it('are not repeated after another refusal, and the record says so', async () => {
    bot.answerWith(403);
    incoming();
    const seen = await bot.simulator.waitFor('failed', ({ notifications }) =>
      notifications.find(({ fate }) => fate === 'failed'),
    );
    expect(seen.attempts.map(({ status }) => status)).toEqual([403]);
  });

  it('that nobody takes are given up', async () => {
    bot.simulator.setBotAddress('http://127.0.0.1:9/api/calls');
    incoming();
    const seen = await bot.simulator.waitFor('failed', ({ notifications }) =>
      notifications.find(({ fate }) => fate === 'failed'),
    );
    expect(seen.attempts.length).toBe(4);
    expect(seen.attempts[0]?.error).toBeDefined();
  });

  it('that the script loses are on record', async () => {
    bot.simulator.script([{ notification: 'incoming', do: 'lose' }]);
    incoming();
    expect(bot.simulator.record().notifications).toMatchObject([{ kind: 'incoming', fate: 'lost', attempts: [] }]);
    expect(bot.authorizations).toEqual([]);
  });
});

describe('over HTTP, as a program', () => {
  it('lets a user call and hang up', async () => {
    const { body } = await bot.ask('POST', '/_simulator/incoming-call', { callerUserId: CALLER, tenantId: TENANT });
    const callId = idOf({ id: at(body, 'callId') });
    expect((await bot.ask('GET', '/_simulator/legs')).body).toMatchObject({
      legs: [{ id: callId, state: 'incoming', callerUserId: CALLER }],
    });
    expect((await bot.ask('POST', `/_simulator/calls/${callId}/hang-up`)).status).toBe(204);
    expect((await bot.ask('GET', '/_simulator/legs')).body).toEqual({ legs: [] });
    expect((await bot.ask('GET', '/_simulator/record')).body).toMatchObject({
      legs: [{ id: callId, ended: { by: 'caller', told: true } }],
    });
    expect((await bot.ask('POST', '/_simulator/calls/nobody/hang-up')).status).toBe(404);
  });

  it('takes a script and forgets it', async () => {
    const faults = [{ request: 'createCall', do: 'reply', status: 500, times: 'always' }];
    expect((await bot.ask('POST', '/_simulator/faults', { faults })).status).toBe(204);
    expect((await bot.create()).status).toBe(500);
    expect((await bot.ask('DELETE', '/_simulator/faults')).status).toBe(204);
    expect((await bot.create()).status).toBe(201);
  });

  it('lets people come and go, and says of each leg when it was kept alive', async () => {
    const { callId } = await bot.create();
    await inState(callId, 'established');
    const meeting = `/_simulator/calls/${callId}/meeting`;
    const joined = await bot.ask('POST', meeting, { do: 'join', person: { kind: 'guest', id: 'g' } });
    const id = at(joined.body, 'participantIds', 0);
    expect((await bot.ask('POST', meeting, { do: 'mute', who: 'g' })).body).toEqual({ participantIds: [id] });
    expect((await bot.ask('POST', meeting, { do: 'mute', who: 'nobody' })).status).toBe(404);
    expect((await bot.ask('POST', meeting, { do: 'dance', who: 'g' })).status).toBe(400);
    expect((await bot.graph('POST', `/${callId}/keepAlive`)).status).toBe(200);
    await bot.ask('POST', meeting, { do: 'end' });
    await told('multiparty deleted');
    const { legs, meetings, requests } = bot.simulator.record();
    expect(legs).toMatchObject([{ keepAlives: 1, ended: { resultInfo: { code: 200, subcode: 5001 } } }]);
    const asked = requests.find(({ kind }) => kind === 'keepAlive')?.at ?? '';
    expect(Date.parse(legs[0]?.keptAliveAt?.[0] ?? '') - Date.parse(asked)).toBeGreaterThanOrEqual(0);
    expect(meetings).toMatchObject([{ participants: [], left: [{}, { id, isMuted: true }] }]);
  });

  it('has people answer as scripted, and records whom an invite rang', async () => {
    const { callId } = await bot.create();
    await inState(callId, 'established');
    const faults = [{ person: CALLER, answers: 'busy' }];
    expect((await bot.ask('POST', '/_simulator/faults', { faults })).status).toBe(204);
    await bot.graph('POST', `/${callId}/participants/invite`, inviteBody());
    await told('operation');
    expect(bot.simulator.record().operations).toMatchObject([
      { status: 'failed', resultInfo: { code: 486 }, people: [{ userId: CALLER, answer: 'busy' }] },
    ]);
  });

  it('says what it does not understand', async () => {
    const answer = await bot.ask('POST', '/_simulator/faults', { faults: [{ request: 'createCall', do: 'explode' }] });
    expect(answer).toMatchObject({ status: 400, body: { error: { message: containing('faults[0]') } } });
    expect((await bot.ask('GET', '/_simulator/nothing')).status).toBe(404);
  });
});

describe('waiting', () => {
  it('sees what is there already, and what comes', async () => {
    await bot.simulator.waitFor('the token', ({ requests }) => requests.length === 1);
    const leg = bot.simulator.waitFor('a leg', ({ legs }) => legs[0]);
    const callId = incoming();
    expect((await leg).id).toBe(callId);
  });

  it('gives up with what it waited for', async () => {
    await expect(bot.simulator.waitFor('the impossible', () => undefined, 20)).rejects.toThrow('did not see: the impossible');
  });
});
