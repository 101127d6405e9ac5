import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { errorMessage } from '../workflows/contract/errors.ts';
import { DEFAULT_TASK_QUEUE } from '../workflows/contract/names.ts';
import { readTemporalSettings } from '../workflows/client/temporal-settings.ts';

/** `TASK_QUEUE_TYPE_WORKFLOW` of Temporal's API. */
const WORKFLOW_TASKS = 1;

/** A long poll takes up to a minute, and Temporal records when it began. */
const MAX_POLL_AGE_MS = 2 * 60_000;

/** The container's health check: exits with 0 if Temporal sees a worker on this machine polling, else with 1 and the reason. */
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
    const onThisHost = pollers.filter(({ identity }) => identity?.endsWith(`@${hostname()}`));
    const lastSeen = Math.max(...onThisHost.map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000));
    if (Date.now() - lastSeen > MAX_POLL_AGE_MS)
      throw new Error(`No worker on ${hostname()} polls task queue ${taskQueue} of namespace ${namespace}`);
  } finally {
    await connection.close();
  }
}
