import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startProgram } from '../support/child-process.ts';
import { newBot, workerEnvironment } from '../support/environment.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';

const MAIN = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));
const PLACES = { simulator: 'https://graph.example.com', webhook: 'https://bot.example.com' };
const environment = () => workerEnvironment(injectedEnvironment(), newBot(), PLACES);
const start = (over: NodeJS.ProcessEnv) => startProgram('worker', MAIN, [], { env: { ...environment(), ...over } });

// At once: a Temporal that cannot be reached takes some seconds to give up.
it.concurrent.each([
  ['TEMPORAL_ADDRESS', 'http://localhost:7233/', 'TEMPORAL_ADDRESS'],
  ['TEMPORAL_ADDRESS', '127.0.0.1:1', 'TEMPORAL_ADDRESS'],
  ['TEMPORAL_TLS_CLIENT_CERT_PATH', '/no/such.pem', "/no/such.pem'. Correct TEMPORAL_PROFILE"],
  ['TEMPORAL_PROFILE', 'nope', 'TEMPORAL_PROFILE'],
  ['TEMPORAL_NAMESPACE', 'nowhere', 'TEMPORAL_NAMESPACE'],
  ['WORKFLOW_BUNDLE_PATH', '/no/such.js', '/no/such.js'],
  ['AZURE_CLIENT_ID', '', 'AZURE_CLIENT_ID'],
])('with %s=%s it says so once and ends with 1', { timeout: 60_000 }, async (name, value, says) => {
  const worker = start({ [name]: value });
  try {
    expect(await worker.ended).toBe(1);
    const fatal = worker.lines.filter((line) => line.includes('"level":60'));
    expect(fatal).toHaveLength(1);
    expect(fatal[0]).toContain(says);
  } finally {
    await worker.kill();
  }
});

it('polls where an empty API key would ask for TLS, and ends with 0 when it is told to', async () => {
  const worker = start({ TEMPORAL_API_KEY: '', TEMPORAL_PROFILE: '' });
  await worker.line('it polled', (line) => line.includes('worker is polling'));
  await worker.stop();
  expect(await worker.ended).toBe(0);
});
