import { Client, Connection } from '@temporalio/client';
import { createWriteStream } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { newBot } from '../support/environment.ts';
import type { TestEnvironment } from '../support/test-environment.ts';
import { writeBundle, writeCertificate } from '../support/start-test-environment.ts';
import { startSimulatorProcess, startWebhookProcess, startWorkerProcess } from '../support/programs.ts';
import { type RemoteSimulator, remoteSimulator } from '../support/remote-simulator.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { startDevServer } from '../temporal-server/start-dev-server.ts';
import { type Kept, keepRunning } from './keep-running.ts';

export interface ChaosSystem {
  /** Those that may be killed. */
  programs: Kept[];
  simulator: RemoteSimulator;
  client: Client;
  taskQueue: string;
  /** Where each program's log and the server's database are. */
  folder: string;
  stop(): Promise<void>;
}

export interface ChaosSystemOptions {
  routes: EscalationRoute[];
  workers: number;
  seed: number;
}

/** gRPC's own back-off grows to 2 minutes. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

/** Everything as a process of its own; the Temporal server with a database file, so that it can die as the others can. */
export async function startChaosSystem({ routes, workers, seed }: ChaosSystemOptions): Promise<ChaosSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  const [port, webhookPort] = [await freePort(), await freePort()];
  const server = await keepRunning('Temporal', () => startDevServer({ port, dbFilename: join(folder, 'temporal.db') }));
  const environment: TestEnvironment = {
    temporal: { address: `127.0.0.1:${port}`, namespace: 'default' },
    workflowBundle: await writeBundle(join(folder, 'workflow-bundle.js')),
    certificate: await writeCertificate(folder),
  };
  const bot = newBot();
  const webhookUrl = `http://127.0.0.1:${webhookPort}`;
  const log = (name: string) => ({ onLine: logTo(join(folder, `${name}.log`)) });
  const microsoft = await startSimulatorProcess(environment, bot, {
    ...log('simulator'),
    file: 'test/chaos/microsoft.ts',
    args: ['--bot-address', `${webhookUrl}/api/calls`, '--seed', String(seed)],
  });
  const places = { simulator: microsoft.baseUrl, webhook: webhookUrl };
  const routesFile = join(folder, 'routes.json');
  await writeFile(routesFile, JSON.stringify(routes));

  const webhookLog = log('webhook');
  const webhook = await keepRunning('webhook', () =>
    startWebhookProcess(environment, bot, places, { ...webhookLog, routes: routesFile }),
  );
  const workerNames = Array.from({ length: workers }, (_, i) => `worker ${i + 1}`);
  const kept = await Promise.all(
    workerNames.map((name) => {
      const workerLog = log(name);
      return keepRunning(name, () => startWorkerProcess(environment, bot, places, workerLog));
    }),
  );
  const simulator = await remoteSimulator(microsoft.baseUrl, environment.certificate.ca);
  const connection = await Connection.connect({ address: environment.temporal.address, channelArgs: RECONNECT });
  return {
    programs: [server, webhook, ...kept],
    simulator,
    client: new Client({ connection, namespace: environment.temporal.namespace }),
    taskQueue: bot.taskQueue,
    folder,
    stop: async () => {
      await connection.close();
      await simulator.close();
      await Promise.all([...kept, webhook].map((program) => program.stop()));
      await microsoft.child.stop(2_000);
      await server.stop();
    },
  };
}

function logTo(path: string): (line: string) => void {
  const stream = createWriteStream(path);
  return (line) => void stream.write(`${line}\n`);
}
