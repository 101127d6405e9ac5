import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallbackRoute } from '../../activities/graph/client/callback-address.ts';
import { createMetricsApp } from '../../webhook/metrics-app.ts';
import { fixtureText } from '../notifications/fixtures.ts';
import { startMicrosoft, TENANT } from './microsoft.ts';
import { createWebhookBench, type WebhookBench } from './webhook-bench.ts';

const ROUTE: CallbackRoute = {
  workflowId: 'escalation-57dab8b1894c409ab240bd8beae78896',
  leg: { kind: 'multiparty', tenantId: TENANT, run: '01926f3a-7c1e-7d3b-8e55-0123456789ab', attempt: 1 },
};
const ESTABLISHED = fixtureText('seed/replace-05-multiparty-established');
const JSON_TYPE = { 'content-type': 'application/json' };
const TOO_LARGE = ' '.repeat(2 * 1024 * 1024 + 1);

let bench: WebhookBench;
let address: string;

beforeAll(async () => {
  bench = await createWebhookBench();
  address = `/api/calls/${await bench.address(ROUTE)}`;
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.lines.length = 0;
  Object.assign(bench.temporal, { signal: ['stored'], start: ['stored'], lateLeg: ['stored'], reachable: true });
});
afterAll(() => bench.app.close());

describe('a notification is answered', () => {
  it.each(['/api/calls', '/api/calls/'])('202 on the registered address (%s), once it is stored', async (url) => {
    expect((await bench.post(url, ESTABLISHED, JSON_TYPE)).statusCode).toBe(202);
    expect(bench.sent).toHaveLength(1);
  });

  it('202 on a callback address, with nothing in its body', async () => {
    const reply = await bench.post(address, ESTABLISHED, JSON_TYPE);
    expect([reply.statusCode, reply.body]).toEqual([202, '']);
  });

  it.each([['application/json; charset=utf-8'], ['Application/JSON;odata.metadata=minimal'], ['application/vnd.microsoft+json']])(
    '202 for %s',
    async (type) => {
      expect((await bench.post(address, ESTABLISHED, { 'content-type': type })).statusCode).toBe(202);
    },
  );

  it('202 without a content type, which is taken for JSON', async () => {
    expect((await bench.post(address, Buffer.from(ESTABLISHED), { 'content-type': undefined })).statusCode).toBe(202);
    expect(bench.sent).toHaveLength(1);
  });

  it('202 with a byte order mark', async () => {
    expect((await bench.post(address, `\uFEFF${ESTABLISHED}`, JSON_TYPE)).statusCode).toBe(202);
  });

  it('202 for an empty batch, of which nothing is to be stored', async () => {
    expect((await bench.post(address, '{"value":[]}', JSON_TYPE)).statusCode).toBe(202);
    expect(bench.sent).toEqual([]);
  });

  it.each([
    ['an empty body', '', JSON_TYPE],
    ['no body at all', undefined, {}],
    ['blanks', ' \n', JSON_TYPE],
    ['the legacy shape', fixtureText('shapes/legacy'), JSON_TYPE],
    ['a value that is no list', '{"value":{}}', JSON_TYPE],
    ['an empty object', '{}', JSON_TYPE],
  ])('204 for %s', async (_, payload, headers) => {
    expect((await bench.post('/api/calls', payload, headers)).statusCode).toBe(204);
    expect(bench.sent).toEqual([]);
  });

  it.each(['[]', '"text"', 'null', '7', '{', 'value=1'])('400 for %s, which is no JSON object', async (payload) => {
    expect((await bench.post(address, payload, JSON_TYPE)).statusCode).toBe(400);
  });

  it('403 without a token', async () => {
    const reply = await bench.post(address, ESTABLISHED, { ...JSON_TYPE, authorization: undefined });
    expect(reply.statusCode).toBe(403);
    expect(await bench.metric('refused_tokens_total{reason="no_bearer_token"}')).toBeGreaterThan(0);
  });

  it('404 on an address that we did not sign', async () => {
    expect((await bench.post('/api/calls/abc', ESTABLISHED, JSON_TYPE)).statusCode).toBe(404);
    expect((await bench.post(`${address}x`, ESTABLISHED, JSON_TYPE)).statusCode).toBe(404);
    expect(bench.sent).toEqual([]);
    expect(await bench.metric('replies_total{status="404"}')).toBe(2);
  });

  it('415 for what is no JSON by its type', async () => {
    expect((await bench.post(address, ESTABLISHED, { 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect((await bench.post(address, ESTABLISHED, { 'content-type': 'application/jsonp' })).statusCode).toBe(415);
  });

  it('413 above 2 MiB', async () => {
    expect((await bench.post(address, TOO_LARGE, JSON_TYPE)).statusCode).toBe(413);
    expect((await bench.post(address, TOO_LARGE.slice(1), JSON_TYPE)).statusCode).toBe(204);
  });

  it('503, with the time after which to try again, when Temporal is away', async () => {
    bench.temporal.signal = ['away'];
    const reply = await bench.post(address, ESTABLISHED, JSON_TYPE);
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(bench.lines.join()).toContain('TEMPORAL_ADDRESS');
  });

  it('with the ids by which Microsoft searches', async () => {
    const ids = { 'X-Microsoft-Skype-Message-ID': 'message-1', 'Scenario-Id': 'scenario-1' };
    for (const authorization of [await bench.microsoft.bearer(), 'none']) {
      const reply = await bench.post(address, ESTABLISHED, { ...JSON_TYPE, ...ids, authorization });
      expect(reply.headers).toMatchObject({ 'client-request-id': 'message-1', 'scenario-id': 'scenario-1' });
    }
    expect(bench.lines.join()).toContain('"reqId":"message-1"');
  });
});

describe('of several faults the first of this order is reported', () => {
  const NO_TOKEN = { authorization: undefined };
  const BAD_ADDRESS = '/api/calls/abc';
  const TEXT = { 'content-type': 'text/plain' };
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    [403, BAD_ADDRESS, TOO_LARGE, { ...TEXT, ...NO_TOKEN }],
    [404, BAD_ADDRESS, TOO_LARGE, TEXT],
    [415, '/api/calls', TOO_LARGE, FORM],
    [415, '/api/calls', '{', TEXT],
    [413, '/api/calls', TOO_LARGE.replace(' ', '{'), JSON_TYPE],
  ])('%i', async (status, url, payload, headers) => {
    bench.temporal.signal = ['away'];
    expect((await bench.post(url, payload, headers)).statusCode).toBe(status);
  });

  it('400 and 204 before 503', async () => {
    bench.temporal.signal = ['away'];
    expect((await bench.post(address, '{', JSON_TYPE)).statusCode).toBe(400);
    expect((await bench.post(address, '{}', JSON_TYPE)).statusCode).toBe(204);
  });

  it('503 when the keys cannot be fetched, before anything of the body is looked at', async () => {
    const away = await createWebhookBench(await startMicrosoft());
    away.microsoft.state.keys = 'down';
    const reply = await away.post('/api/calls/abc', TOO_LARGE, TEXT);
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(away.lines.join()).toContain('NOTIFICATION_OPENID_CONFIGURATION');
  });
});

describe('of what it received', () => {
  it('neither token, address, names nor numbers reach the log', async () => {
    const authorization = await bench.microsoft.bearer();
    bench.routes.push({ when: {}, escalate: { meeting: { token: 'meeting-token' } } });
    for (const name of [
      'incoming-phone',
      'incoming-resource-account',
      'call-extras-established-again',
      'roster-delta',
      'legacy',
    ]) {
      for (const url of ['/api/calls', address])
        await bench.post(url, fixtureText(`shapes/${name}`), { ...JSON_TYPE, authorization });
    }
    await bench.post('/api/calls/unknown-address', '{', { ...JSON_TYPE, authorization });
    await bench.post(address, '{"secret', JSON_TYPE);
    bench.routes.length = 0;
    expect(bench.lines.length).toBeGreaterThan(10);
    const log = bench.lines.join();
    for (const secret of [
      authorization,
      authorization.slice(-20),
      address.slice(-20),
      'unknown-address',
      'Heidi',
      '+4930',
      'secret',
      'meeting-token',
      '550fae72',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it.each([
    [202, {}, ['stored']],
    [403, { authorization: undefined }, ['stored']],
    [503, {}, ['away']],
  ] as const)('%i: the chain id of Microsoft stands in each line of the log, cut', async (status, headers, signal) => {
    bench.temporal.signal = [...signal];
    const chainId = `chain-${'x'.repeat(200)}`;
    const reply = await bench.post(address, ESTABLISHED, { ...JSON_TYPE, ...headers, 'X-Microsoft-Skype-Chain-ID': chainId });
    expect(reply.statusCode).toBe(status);
    expect(bench.lines.length).toBeGreaterThan(0);
    for (const line of bench.lines) expect(line).toContain(`"chainId":"${chainId.slice(0, 100)}"`);
  });

  it('a token of another tenant than the address is counted, and delivered all the same', async () => {
    const authorization = await bench.microsoft.bearer({ tid: 'another' });
    const before = await bench.metric('other_tenants_total');
    expect((await bench.post(address, ESTABLISHED, { ...JSON_TYPE, authorization })).statusCode).toBe(202);
    await bench.post(address, ESTABLISHED, JSON_TYPE);
    expect(await bench.metric('other_tenants_total')).toBe(before + 1);
    expect(bench.sent).toHaveLength(2);
  });

  it('items that say nothing are counted', async () => {
    const before = await bench.metric('passed_over_total');
    await bench.post(address, fixtureText('shapes/batch-of-several'), JSON_TYPE);
    expect(await bench.metric('passed_over_total')).toBe(before + 3);
  });
});

describe('health', () => {
  const get = async (url: string) => {
    const reply = await bench.app.inject({ url });
    return [reply.statusCode, reply.body];
  };

  it('/livez needs nobody', async () => {
    bench.temporal.reachable = false;
    expect(await get('/livez')).toEqual([200, '{"status":"ok"}']);
  });

  it('/readyz needs Temporal', async () => {
    const ready = await createWebhookBench();
    expect((await ready.app.inject({ url: '/readyz' })).statusCode).toBe(200);
    const away = await createWebhookBench();
    away.temporal.reachable = false;
    expect((await away.app.inject({ url: '/readyz' })).statusCode).toBe(503);
  });

  it('/metrics has a port of its own, and the public one shows nothing', async () => {
    expect((await bench.app.inject({ url: '/metrics' })).statusCode).toBe(404);
    const reply = await createMetricsApp(bench.metrics.registry).inject({ url: '/metrics' });
    expect(reply.headers['content-type']).toContain('text/plain');
    const names = [...reply.body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(/^call_escalation_webhook_/);
  });
});
