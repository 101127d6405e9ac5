import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeWebhook } from '../../webhook/close-webhook.ts';
import { GOOD } from './besieged-webhook.ts';
import { createWebhookBench, type WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await createWebhookBench();
});
afterEach(() => bench.app.close());

const ready = () => bench.app.inject('/readyz');

it('turns unready, serves on during the pause, and closes after it, Temporal last', async () => {
  expect((await ready()).statusCode).toBe(200);
  const steps: string[] = [];
  const step = (what: string) => async () => void steps.push(what);
  await closeWebhook({
    unready: bench.unready,
    app: { close: step('app') },
    temporal: { close: step('Temporal') },
    pause: async () => {
      expect(steps).toEqual([]);
      expect((await ready()).statusCode).toBe(503);
      expect((await ready()).json()).toMatchObject({ why: 'The webhook is closing' });
      expect((await bench.app.inject('/livez')).statusCode).toBe(200);
      expect((await bench.post('/api/calls', GOOD, { 'content-type': 'application/json' })).statusCode).toBe(202);
      steps.push('paused');
    },
  });
  expect(steps).toEqual(['paused', 'app', 'Temporal']);
});
