import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fixtureItems } from '../notifications/fixtures.ts';
import { createWebhookBench, type Sent, type WebhookBench } from './webhook-bench.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const P2P = '57dab8b1894c409ab240bd8beae78896';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await createWebhookBench();
  // One after the other, 400 messages would take two seconds: more than there are.
  bench.temporal.takes = 5;
});
afterEach(() => void vi.useRealTimers());

const item = (callId: string, resourceData: object, below = '') => ({
  changeType: 'updated',
  resourceUrl: `/communications/calls/${callId}${below}`,
  resourceData,
});
const calls = (count: number) => Array.from({ length: count }, (_, n) => item(`call-${n}`, { state: 'established' }));
const post = async (value: unknown[]) => (await bench.post('/api/calls', { value }, JSON_TYPE)).statusCode;
const workflowOf = (sent: Sent) => (sent.what === 'signal' ? sent.workflowId : sent.what);

it('a body of 400 calls is stored in time, each call once', async () => {
  expect(await post(calls(400))).toBe(202);
  expect(new Set(bench.sent.map(workflowOf)).size).toBe(400);
  expect(bench.sent).toHaveLength(400);
});

it('Temporal is not asked for more than 20 workflows at once', async () => {
  await post(calls(100));
  expect(bench.temporal.mostAtOnce).toBe(20);
});

it('incoming calls come first, whatever stands before them', async () => {
  bench.routes.push({ when: {}, escalate: { meeting: { joinMeetingId: '123' } } });
  expect(await post([...calls(50), ...fixtureItems('seed/replace-01-p2p-incoming')])).toBe(202);
  expect(bench.sent[0]).toMatchObject({ what: 'start', input: { p2pCall: { caller: {} } } });
  expect(bench.sent).toHaveLength(51);
});

it('what is for one workflow keeps its order, over several signals', async () => {
  const context = 'c'.repeat(200);
  const of = (n: number) => ({
    '@odata.type': '#microsoft.graph.commsOperation',
    status: 'running',
    id: `o${n}`,
    clientContext: context,
  });
  const operations = Array.from({ length: 1_500 }, (_, n) => item(P2P, of(n), `/operations/o${n}`));
  expect(await post([...calls(30), ...operations])).toBe(202);
  const ofP2p = bench.sent.flatMap((sent) => (sent.what === 'signal' && sent.workflowId === `escalation-${P2P}` ? [sent] : []));
  expect(ofP2p.length).toBeGreaterThan(1);
  const ids = ofP2p.flatMap(({ events }) => events.map((event) => (event.type === 'operation' ? event.operationId : '')));
  expect(ids).toEqual(operations.map((_, n) => `o${n}`));
});

it('one that cannot be stored now keeps no other from being stored, and the body is not done', async () => {
  bench.temporal.signal = ['away', 'refused', 'stored'];
  expect(await post(calls(100))).toBe(503);
  expect(bench.sent).toHaveLength(100);
  expect(bench.errors()).toBe(2);
  expect(await bench.metric('events_total{outcome="stored"}')).toBe(98);
});

it('nothing more is begun once the time is up', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  bench.temporal.signal = ['away'];
  let giveUp = () => {};
  bench.temporal.holds = new Promise((resolve) => (giveUp = resolve));
  const replied = post(calls(100));
  await vi.waitUntil(() => bench.sent.length === 20, { timeout: 30_000, interval: 5 });
  vi.setSystemTime(Date.now() + 1_700);
  giveUp();
  expect(await replied).toBe(503);
  expect(bench.sent).toHaveLength(20);
});
