import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { attempt, type Attempted } from './check.ts';
import { CHECK_TIMEOUT_MS, type Setup } from './setup.ts';

export interface TemporalClock {
  /** How far our clock is ahead of Temporal's, in ms. */
  ahead: number;
  workflowId: string;
  /** Whether the workflow that it takes was deleted. */
  removed: Attempted<void>;
}

/** In case the doctor can neither delete nor terminate it. */
const EXECUTION_TIMEOUT = '1 minute';

/**
 * Starts a workflow, whose start time is the server's, on a task queue of its own that no worker polls, and deletes it right away.
 * Pollers of a task queue have a server time, too, but a client's role may not be allowed to poll. A workflow that is deleted while
 * it is running is gone within a second; if it is terminated first, it takes up to half a minute (measured, CLI 1.9.1).
 */
export async function readTemporalClock({ connection, namespace }: Setup['temporal'], now: () => number): Promise<TemporalClock> {
  const { workflow } = new Client({ connection, namespace });
  const workflowId = `doctor-clock-${randomUUID()}`;
  const within = <T>(send: () => Promise<T>) => connection.withDeadline(Date.now() + CHECK_TIMEOUT_MS, send);
  const begun = now();
  const handle = await within(() =>
    workflow.start('doctorClock', { workflowId, taskQueue: workflowId, workflowExecutionTimeout: EXECUTION_TIMEOUT }),
  );
  const ended = now();
  const described = await attempt(() => within(() => handle.describe()));
  // With deadlines of their own, and whatever came before: what was started must be removed.
  const removed = await attempt(() =>
    within(async () => {
      await connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    }),
  );
  // Its outcome does not matter: `removed` reports what is left, and the execution timeout ends it.
  if ('failed' in removed) await attempt(() => within(() => handle.terminate('The clock has been read')));
  if ('failed' in described) throw described.failed;
  return { ahead: (begun + ended) / 2 - described.found.startTime.getTime(), workflowId, removed };
}
