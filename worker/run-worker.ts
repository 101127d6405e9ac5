import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { errorMessage } from '../workflows/contract/errors.ts';
import { createActivities } from '../activities/create-activities.ts';
import { findWorkflowCode } from './bundle/workflow-code.ts';
import { createWorker } from './create-worker.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import type { WorkerSettings } from './settings.ts';
import { readTemporalSettings } from '../workflows/client/temporal-settings.ts';

/** Polls until the process is asked to stop, then lets requests in flight finish. Throws if Temporal is unavailable at the start. */
export async function runWorker(settings: WorkerSettings, logger: Logger): Promise<void> {
  const { connectionOptions, namespace = 'default' } = readTemporalSettings(process.env);
  const connection = await connect(connectionOptions);
  try {
    await ensureSearchAttributes(connection, namespace, logger);
    const worker = await createWorker({
      connection,
      namespace,
      taskQueue: settings.taskQueue,
      activities: createActivities(settings.activities),
      workflowBundle: await findWorkflowCode(settings.workflowBundlePath),
      payloads: settings,
    });
    const encryptedUnder = settings.payloadKeys[0]?.id;
    logger.info({ namespace, taskQueue: settings.taskQueue, encryptedUnder }, 'worker is polling');
    await worker.run();
    logger.info('worker has stopped');
  } finally {
    await connection.close();
  }
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
