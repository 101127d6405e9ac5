import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
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

export async function startStandIn(): Promise<StandIn> {
  quietRuntime();
  const { address, namespace } = injectedEnvironment().temporal;
  const taskQueue = `client-${randomUUID()}`;
  const workflowsPath = fileURLToPath(new URL('workflows.ts', import.meta.url));
  const [workflowBundle, workerConnection, connection] = await Promise.all([
    bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') }),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const worker = await Worker.create({ connection: workerConnection, namespace, taskQueue, workflowBundle });
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
