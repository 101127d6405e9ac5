import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { createInviteByStay } from '../../../../activities/invite-by-stay.ts';
import { createEscalationClient, type EscalationClient } from '../../../../workflows/client/index.ts';
import { injectedEnvironment } from '../../../support/injected-environment.ts';
import { quietRuntime } from '../../../support/quiet-runtime.ts';

/** The small workflows on a task queue of their own, and a client for them. */
export interface StandIn {
  address: string;
  namespace: string;
  taskQueue: string;
  temporal: Client;
  calls: EscalationClient;
  stop(): Promise<void>;
}

/** Short, so that a request takes several. */
const TRY_MS = 300;

/** Made once for all files of a run: it takes seconds of a core. */
async function bundle(): Promise<{ code: string } | { codePath: string }> {
  const { BUILT_PROGRAMS } = process.env;
  const codePath = BUILT_PROGRAMS && join(BUILT_PROGRAMS, 'stand-in-bundle.js');
  if (codePath && existsSync(codePath)) return { codePath };
  const workflowsPath = fileURLToPath(new URL('workflows.ts', import.meta.url));
  const made = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  if (!codePath) return made;
  // Two may make it at once: each is whole when it has its name.
  const own = `${codePath}.${randomUUID()}`;
  await writeFile(own, made.code);
  await rename(own, codePath);
  return { codePath };
}

export async function startStandIn(): Promise<StandIn> {
  quietRuntime();
  const { address, namespace } = injectedEnvironment().temporal;
  const taskQueue = `client-${randomUUID()}`;
  const [workflowBundle, workerConnection, connection] = await Promise.all([
    bundle(),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const activities = { inviteByStay: createInviteByStay(TRY_MS) };
  const worker = await Worker.create({
    connection: workerConnection,
    namespace,
    taskQueue,
    workflowBundle,
    activities,
    debugMode: true,
  });
  const running = worker.run();
  const temporal = new Client({ connection, namespace });
  return {
    address,
    namespace,
    taskQueue,
    temporal,
    calls: createEscalationClient(temporal, taskQueue),
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([workerConnection.close(), connection.close()]);
    },
  };
}
