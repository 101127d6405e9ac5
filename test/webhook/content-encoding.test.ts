import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createWebhookBench } from './webhook-bench.ts';

const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };

it('is told 415, after a wrong address and before a body too large', async () => {
  const { post, sent } = await createWebhookBench();
  const zipped = gzipSync('{"value":[]}').toString('latin1');
  expect((await post('/api/calls', zipped, headers)).statusCode).toBe(415);
  expect((await post('/api/calls', 'x'.repeat(3 * 1024 * 1024), headers)).statusCode).toBe(415);
  expect((await post('/api/calls/forged', zipped, headers)).statusCode).toBe(404);
  expect((await post('/api/calls', '{"value":[]}', { ...headers, 'content-encoding': 'identity' })).statusCode).toBe(202);
  expect(sent).toEqual([]);
});
