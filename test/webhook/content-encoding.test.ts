import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createWebhookBench } from './webhook-bench.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };

it('is answered 415, after a wrong address and before a body too large', async () => {
  const { post, sent } = await createWebhookBench();
  const zipped = gzipSync('{"value":[]}').toString('latin1');
  expect((await post('/api/calls', zipped, headers)).statusCode).toBe(415);
  expect((await post('/api/calls', 'x'.repeat(3 * 1024 * 1024), headers)).statusCode).toBe(415);
  expect((await post('/api/calls/forged', zipped, headers)).statusCode).toBe(404);
  expect((await post('/api/calls', '{"value":[]}', { ...headers, 'content-encoding': 'identity' })).statusCode).toBe(202);
  expect(sent).toEqual([]);
});

it.each(['Identity', 'IDENTITY', ''])('none is that of %j', async (encoding) => {
  const { post } = await createWebhookBench();
  expect((await post('/api/calls', '{"value":[]}', { ...JSON_TYPE, 'content-encoding': encoding })).statusCode).toBe(202);
});

it('an empty content type is none, and so JSON', async () => {
  const { post } = await createWebhookBench();
  expect((await post('/api/calls', Buffer.from('{"value":[]}'), { 'content-type': '' })).statusCode).toBe(202);
});

it('a refusal is in the log', async () => {
  const { post, lines } = await createWebhookBench();
  await post('/api/calls', 'x', headers);
  expect(lines.join()).toMatch(/"level":40.*"status":415,"encoding":"gzip"/);
});
