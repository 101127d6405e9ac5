import { expect, it } from 'vitest';
import { fixtureText } from '../notifications/fixtures.ts';
import { createWebhookBench } from './webhook-bench.ts';

const CALL = '/communications/calls/57DAB8B1894C409AB240BD8BEAE78896';
const people = Array.from({ length: 5_000 }, (_, n) => ({ info: { identity: { user: { id: `${n}`.padEnd(36, '-') } } } }));

it('keeps the first signal of a start below 200 kB, and signals the rest', async () => {
  const { post, sent, routes } = await createWebhookBench();
  routes.push({ when: {}, escalate: { meeting: { joinMeetingId: '123' } } });
  const incoming = fixtureText('seed/replace-01-p2p-incoming').replace(/\]\s*\}\s*$/, '');
  const roster = { changeType: 'updated', resourceUrl: `${CALL}/participants`, resourceData: people };
  const { statusCode } = await post('/api/calls', `${incoming},${JSON.stringify(roster)}]}`, {
    'content-type': 'application/json',
  });
  expect(statusCode).toBe(202);
  expect(sent.map(({ what }) => what)).toEqual(['start', 'signal']);
  for (const message of sent) {
    const events = message.what === 'lateLeg' ? [] : message.events;
    expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThanOrEqual(200_000);
  }
  expect(new Set(JSON.stringify(sent).match(/"id":"\d+-+"/g)).size).toBe(5_000);
});
