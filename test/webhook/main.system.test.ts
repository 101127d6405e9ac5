import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { startProgram } from '../support/child-process.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { portOf } from './port-of.ts';

const MAIN = fileURLToPath(new URL('../../webhook/main.ts', import.meta.url));
const ENV = {
  PATH: process.env.PATH,
  HOST: '127.0.0.1',
  METRICS_PORT: '0',
  AZURE_CLIENT_ID: 'app',
  CALLBACK_SIGNING_KEY: 'k'.repeat(32),
  // Nobody serves there: the webhook starts all the same.
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  NOTIFICATION_OPENID_CONFIGURATION: 'http://127.0.0.1:1/keys',
};

describe('the program', () => {
  it('serves although Temporal is away and variables are empty, and ends with 0 when it is told to', async () => {
    const port = await freePort();
    const webhook = startProgram('webhook', MAIN, [], { env: { ...ENV, PORT: `${port}`, LOG_LEVEL: '', TEMPORAL_TLS: '' } });
    await webhook.line('it listened', (line) => line.includes('The webhook is listening'));
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/api/calls`, { method: 'POST' })).status).toBe(403);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    const [metricsUrl] =
      /http:\/\/127\.0\.0\.1:\d+/.exec(webhook.lines.find((line) => line.includes('metricsAddress')) ?? '') ?? [];
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^call_escalation_webhook_refused_tokens_total\{reason="\w+"\} 1$/m);
    expect(metrics).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
    await webhook.line('it told of the keys', (line) => line.includes('NOTIFICATION_OPENID_CONFIGURATION'));
    await webhook.stop();
    expect(await webhook.ended).toBe(0);
  });

  it('told to end, turns unready first and still serves, so that balancers send it nothing more', async () => {
    const port = await freePort();
    const webhook = startProgram('webhook', MAIN, [], { env: { ...ENV, PORT: `${port}` } });
    await webhook.line('it listened', (line) => line.includes('The webhook is listening'));
    const readiness = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
    expect(await readiness()).not.toContain('closing');
    const stopped = webhook.stop();
    await vi.waitUntil(async () => (await readiness()).includes('The webhook is closing'), { timeout: 60_000, interval: 20 });
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/api/calls`, { method: 'POST' })).status).toBe(403);
    await stopped;
    expect(await webhook.ended).toBe(0);
  });

  it('names all faults of its settings and ends with 1', async () => {
    const webhook = startProgram('webhook', MAIN, [], { env: { ...ENV, AZURE_CLIENT_ID: '', PORT: 'x', LOG_LEVEL: 'verbose' } });
    expect(await webhook.ended).toBe(1);
    expect(webhook.lines.join('\n')).toMatch(
      /PORT: must be a port number[^]*AZURE_CLIENT_ID: is missing[^]*LOG_LEVEL: must be one of/,
    );
    expect(webhook.lines.join('\n')).not.toContain('    at ');
  });

  it('names a port that is taken and ends with 1', async () => {
    const other = createServer();
    const port = await portOf(other);
    const webhook = startProgram('webhook', MAIN, [], { env: { ...ENV, PORT: `${port}` } });
    expect(await webhook.ended).toBe(1);
    expect(webhook.lines.join('\n')).toMatch(new RegExp(`EADDRINUSE.*${port}`));
    other.close();
  });
});
