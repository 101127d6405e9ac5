import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import { connectTemporal } from '../../webhook/temporal.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { followCredentials } from '../../worker/run-worker.ts';
import { readSettings } from '../../worker/settings.ts';
import { readTemporalSettings } from '../../workflows/client/temporal-settings.ts';
import { makeAppCertificate } from '../support/client-certificate.ts';
import { newBot, workerEnvironment } from '../support/environment.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { startTemporalFront, type TemporalFront } from '../support/temporal-front.ts';

const environment = injectedEnvironment();
const logger = pino({ level: 'silent' });
const EVERY_MS = 100;

let folder: string;
let front: TemporalFront;

beforeAll(() => quietRuntime());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temporal-credentials-'));
  front = await startTemporalFront(environment.temporal.address, environment.certificate);
  await putCertificate('first certificate');
  await put('key', 'first key');
  vi.stubEnv('TEMPORAL_ADDRESS', front.address);
  vi.stubEnv('TEMPORAL_NAMESPACE', environment.temporal.namespace);
  vi.stubEnv('TEMPORAL_API_KEY_FILE', join(folder, 'key'));
  vi.stubEnv('TEMPORAL_TLS_SERVER_CA_CERT_PATH', environment.certificate.ca);
  vi.stubEnv('TEMPORAL_TLS_CLIENT_CERT_PATH', join(folder, 'cert.pem'));
  vi.stubEnv('TEMPORAL_TLS_CLIENT_KEY_PATH', join(folder, 'key.pem'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  front.close();
  await rm(folder, { recursive: true });
});
afterAll(() => vi.unstubAllEnvs());

const put = (name: string, text: string) => writeFile(join(folder, name), text);

async function putCertificate(name: string): Promise<void> {
  const { cert, key } = await makeAppCertificate(name);
  await Promise.all([put('cert.pem', cert), put('key.pem', key)]);
}

const last = () => front.seen.at(-1);

it('the webhook takes a new API key and a new certificate while it runs', async () => {
  const { port, close } = connectTemporal('some-queue', { everyMs: EVERY_MS });
  // It gives up after a second, in which a busy machine may not make its first connection.
  await expect.poll(() => port.isReachable()).toBe(true);
  expect(last()).toEqual({ certificate: 'first certificate', apiKey: 'Bearer first key' });
  await put('key', 'second key');
  const reached = async () => ((await port.isReachable()) ? last() : undefined);
  await expect.poll(reached, { timeout: 60_000 }).toEqual({ certificate: 'first certificate', apiKey: 'Bearer second key' });
  await putCertificate('second certificate');
  await expect.poll(reached, { timeout: 60_000 }).toEqual({ certificate: 'second certificate', apiKey: 'Bearer second key' });
  await close();
});

it('a certificate without its key changes nothing, and is reported', async () => {
  const said: string[] = [];
  const log = { info: () => {}, warn: (_: object, text?: string) => said.push(text ?? '') };
  const { port, close } = connectTemporal('some-queue', { everyMs: EVERY_MS, log });
  await put('key.pem', 'half of a');
  await expect.poll(() => said.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => port.isReachable()).toBe(true);
  expect(last()?.certificate).toBe('first certificate');
  await close();
});

it('the worker takes a new API key and a new certificate while it polls, and goes on with both', async () => {
  const bot = newBot();
  const { worker, stop } = await startFollowingWorker(bot);
  const polled = () => front.seen.map(({ certificate, apiKey }) => `${certificate}, ${apiKey}`);
  await expect.poll(polled, { timeout: 60_000 }).toContain('first certificate, Bearer first key');
  await put('key', 'second key');
  await worksOn(bot.taskQueue);
  await expect.poll(polled, { timeout: 60_000 }).toContain('first certificate, Bearer second key');
  await putCertificate('second certificate');
  await expect
    .poll(() => worksOn(bot.taskQueue).then(polled), { timeout: 60_000 })
    .toContain('second certificate, Bearer second key');
  expect(worker.getState()).toBe('RUNNING');
  await stop();
});

async function startFollowingWorker(bot: ReturnType<typeof newBot>): Promise<{ worker: Worker; stop(): Promise<void> }> {
  const places = { simulator: 'https://localhost:1', webhook: 'http://localhost:1' };
  const { taskQueue, activities } = readSettings(workerEnvironment(environment, bot, places));
  const connection = await NativeConnection.connect(readTemporalSettings(process.env).connectionOptions);
  const worker = await createWorker({
    connection,
    namespace: environment.temporal.namespace,
    taskQueue,
    activities: createActivities(activities),
    workflowBundle: { codePath: environment.workflowBundle },
    payloads: { payloadKeys: [], payloadPlain: 'allow' },
    debugMode: true,
  });
  const unfollow = followCredentials(worker, logger, EVERY_MS);
  const running = worker.run();
  return {
    worker,
    stop: async () => {
      unfollow();
      worker.shutdown();
      await running;
      if (worker.connection !== connection) await worker.connection?.close();
      await connection.close();
    },
  };
}

/** A run that ends by itself: its input is refused. Started past the front, so only the worker comes through it. */
async function worksOn(taskQueue: string): Promise<void> {
  const { address, namespace } = environment.temporal;
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace });
    const workflowId = `credentials-${Date.now()}-${Math.random()}`;
    await expect(client.workflow.execute('escalateCall', { taskQueue, workflowId, args: [{}] })).rejects.toThrow('Workflow');
  } finally {
    await connection.close();
  }
}
