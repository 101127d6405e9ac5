import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../temporal-server/free-port.ts';
import { startDevServer } from '../temporal-server/start-dev-server.ts';
import { injectedEnvironment } from './injected-environment.ts';
import { type KillableOptions, type KillableSystem, startKillableSystem } from './killable-system.ts';

export interface OnKillableServer {
  system: KillableSystem;
  /** `kill -9` of the Temporal server. */
  kill(): Promise<void>;
  /** It comes back with its file, on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A system, with a worker and a webhook, on a Temporal server of its own. */
export async function startOnKillableServer(options: Omit<KillableOptions, 'environment'>): Promise<OnKillableServer> {
  const folder = await mkdtemp(join(tmpdir(), 'killable-server-'));
  const port = await freePort();
  const startServer = () => startDevServer({ port, dbFilename: join(folder, 'temporal.db') });
  let server = await startServer();
  const environment = { ...injectedEnvironment(), temporal: { address: server.address, namespace: server.namespace } };
  const system = await startKillableSystem({ environment, ...options });
  await Promise.all([system.startWorker(), system.startWebhook()]);
  return {
    system,
    kill: () => server.kill(),
    async start() {
      server = await startServer();
    },
    async stop() {
      await system.stop();
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
}
