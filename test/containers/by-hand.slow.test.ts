import { Client, Connection } from '@temporalio/client';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEscalationClient } from '../../workflows/client/escalation-client.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { matching } from '../support/matchers.ts';
import { remoteSimulator } from '../support/remote-simulator.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { buildByHand, type Images } from './build-by-hand.ts';
import { composeServices } from './compose-file.ts';
import { containerByHand } from './container-by-hand.ts';
import { readDockerfile, stageNamed } from './read-dockerfile.ts';

/** Three times npm, on a busy machine. */
const BUILD_LIMIT = 1_200_000;
const SOON = { timeout: 60_000, interval: 500 };

let place: string;
let images: Images;
const children: Child[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'containers-'));
  images = await buildByHand(resolve('.'), place, ['worker', 'webhook', 'simulator']);
}, BUILD_LIMIT);

afterAll(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await rm(place, { recursive: true, force: true });
});

test('what the containers would run escalates a call, tells whether it is healthy, and ends when it is told to', async () => {
  const { temporal } = injectedEnvironment();
  const { simulator, webhook, worker, simulatorUrl, certificate, taskQueue } = await containers(temporal.address);

  await said(simulator.start(), 'Graph simulator listens');
  await said(webhook.start(), 'The webhook is listening');
  await vi.waitFor(webhook.checkHealth, SOON);
  await expect(worker.checkHealth()).rejects.toThrow('refused');
  await said(worker.start(), 'worker is polling');
  await vi.waitFor(worker.checkHealth, SOON);
  // The simulator's own check asks the port that it has in its container.

  const somebody = await remoteSimulator(simulatorUrl, certificate);
  const callId = await somebody.call();
  const connection = await Connection.connect({ address: temporal.address });
  const client = createEscalationClient(new Client({ connection, namespace: temporal.namespace }), taskQueue);
  const escalation = await vi.waitFor(() => client.find(callId), SOON);
  expect(await escalation.result()).toMatchObject({ outcome: 'escalated', multipartyCallId: matching(/./) });
  await somebody.close();
  await connection.close();

  for (const child of children.toReversed()) {
    await child.stop();
    expect(await child.ended, child.name).toBe(0);
  }
}, 240_000);

/** The services of the Compose file, with ports of their own and this machine's names for each other. */
async function containers(temporalAddress: string) {
  const [simulatorPort, webhookPort, workerPort] = [await freePort(), await freePort(), await freePort()];
  const taskQueue = `containers-${simulatorPort}`;
  const simulatorUrl = `https://localhost:${simulatorPort}`;
  const certificates = join(images.folder('simulator'), 'certificates');
  const instead = {
    'temporal:7233': temporalAddress,
    'https://simulator:8443': simulatorUrl,
    'http://webhook:3978': `http://127.0.0.1:${webhookPort}`,
    '/app/certificates': certificates,
    '/app/routes.json': resolve('test/containers/routes.json'),
  };
  const services = composeServices({ TASK_QUEUE: taskQueue });
  const stages = readDockerfile(await readFile('Dockerfile', 'utf8'));
  const container = (name: string, more: { args?: string[]; env?: NodeJS.ProcessEnv } = {}) => {
    const service = services[name];
    if (!service) throw new Error(`The Compose file has no service ${name}`);
    return containerByHand(name, { service, stage: stageNamed(stages, name), folder: images.folder(name), instead, more });
  };
  return {
    simulatorUrl,
    taskQueue,
    certificate: join(certificates, 'ca.pem'),
    simulator: container('simulator', { args: ['--port', `${simulatorPort}`] }),
    webhook: container('webhook', { env: { PORT: `${webhookPort}`, METRICS_PORT: '0' } }),
    worker: container('worker', { env: { WORKER_PORT: `${workerPort}` } }),
  };
}

async function said(child: Child, words: string): Promise<void> {
  children.push(child);
  await child.line(`it said "${words}"`, (line) => line.includes(words));
}
