import { NativeConnection, type NativeConnectionOptions, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { causesOf, errorMessage } from '../workflows/contract/errors.ts';
import { createActivities } from '../activities/create-activities.ts';
import { findWorkflowCode } from './bundle/workflow-code.ts';
import { createWorker } from './create-worker.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import { measureLegsOpen } from './legs-open.ts';
import type { WorkerSettings } from './settings.ts';
import { followTemporalSettings } from '../workflows/client/follow-temporal-settings.ts';
import type { Telemetry } from './telemetry.ts';
import { startWorkerTraces } from './tracing/worker-traces.ts';
import { createWorkerPort, listen } from './worker-port.ts';
import { readTemporalSettings } from '../workflows/client/temporal-settings.ts';

/** Polls until the process is asked to stop, then lets requests in flight finish. Throws if Temporal is unavailable at the start. */
export async function runWorker(settings: WorkerSettings, telemetry: Telemetry, logger: Logger): Promise<void> {
  const { connectionOptions, namespace = 'default' } = readTemporalSettings(process.env);
  const connection = await connect(connectionOptions);
  const traces = await startWorkerTraces(settings.traces, logger);
  try {
    await ensureSearchAttributes(connection, namespace, logger);
    const worker = await createWorker({
      connection,
      namespace,
      taskQueue: settings.taskQueue,
      version: settings.version,
      activities: createActivities(settings.activities, traces?.onExchange),
      workflowBundle: await findWorkflowCode(settings.workflowBundlePath),
      payloads: settings,
      traces,
    });
    const { taskQueue, version } = settings;
    const legsOpen = measureLegsOpen(connection, namespace, taskQueue, logger);
    const server = createWorkerPort({ worker, metrics: () => legsOpen().then(telemetry.metrics) });
    const port = await listen(server, settings.host, settings.port);
    if (settings.port !== 0 && port !== settings.port)
      logger.warn(
        { wanted: settings.port, port },
        'WORKER_PORT is taken: health and metrics are on another port. Set WORKER_PORT for each worker of a machine',
      );
    const encryptedUnder = settings.payloadKeys[0]?.id;
    logger.info({ namespace, taskQueue, ...version, port, encryptedUnder }, 'worker is polling');
    const unfollow = followCredentials(worker, logger);
    await worker.run().finally(unfollow);
    server.close();
    logger.info('worker has stopped');
    if (worker.connection !== connection) await worker.connection?.close();
  } finally {
    // After the last activity, whose span it sends.
    await traces?.shutdown();
    await connection.close();
  }
}

/** Takes a new API key or client certificate of Temporal without a restart (worker/README.md, Credentials). @returns what stops it */
export function followCredentials(worker: Worker, logger: Logger, everyMs?: number): () => void {
  const followers = {
    takeApiKey: async (apiKey: string) => {
      await worker.connection?.setApiKey(apiKey);
      logger.info('worker takes the new API key of Temporal');
    },
    reconnect: async (options: NativeConnectionOptions) => {
      worker.connection = await connect(options);
      logger.info('worker takes the new certificates of Temporal');
    },
    report: (failure: Error) => logger.warn({ why: causesOf(failure) }, 'new credentials of Temporal are not taken'),
  };
  return followTemporalSettings(process.env, followers, everyMs);
}

async function connect(options: NativeConnectionOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    const { address = 'localhost:7233' } = options;
    const why = errorMessage(error);
    throw new Error(
      `Could not connect to Temporal at ${address}: ${why}. Check TEMPORAL_ADDRESS and TEMPORAL_TLS, or start a server.`,
      {
        cause: error,
      },
    );
  }
}
