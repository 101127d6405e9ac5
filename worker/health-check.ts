import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { errorMessage } from '../workflows/contract/errors.ts';
import { DEFAULT_TASK_QUEUE } from '../workflows/contract/names.ts';
import { readTemporalSettings } from '../workflows/client/temporal-settings.ts';

/** `TASK_QUEUE_TYPE_WORKFLOW` of Temporal's API. */
const WORKFLOW_TASKS = 1;

/** A long poll takes up to a minute, and Temporal notes when it began. */
const SEEN_WITHIN = 2 * 60_000;

/** The container's health check: ends with 0 if Temporal sees a worker of this machine poll, else with 1, saying why. */
try {
  await checkThatWorkerPolls();
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exitCode = 1;
}

async function checkThatWorkerPolls(): Promise<void> {
  const { connectionOptions, namespace = 'default' } = readTemporalSettings(process.env);
  const taskQueue = process.env.TASK_QUEUE || DEFAULT_TASK_QUEUE;
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: '5s' });
  try {
    const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOW_TASKS };
    const { pollers } = await connection.workflowService.describeTaskQueue(request);
    // The SDK's identity of a worker is <pid>@<host>; a container has one worker.
    const here = pollers.filter(({ identity }) => identity?.endsWith(`@${hostname()}`));
    const lastSeen = Math.max(...here.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000));
    if (Date.now() - lastSeen > SEEN_WITHIN)
      throw new Error(`No worker of ${hostname()} polls task queue ${taskQueue} of namespace ${namespace}`);
  } finally {
    await connection.close();
  }
}
