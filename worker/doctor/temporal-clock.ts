import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { attempt, type Looked } from './check.ts';
import { PATIENCE, type SetUp } from './set-up.ts';

export interface TemporalsTime {
  /** ms by which our clock is ahead of Temporal's. */
  ahead: number;
  workflowId: string;
  /** Whether the workflow that told it is gone. */
  removed: Looked<void>;
}

/** Where the doctor can neither delete nor terminate it. */
const ENDS_BY_ITSELF = '1 minute';

/**
 * No answer of Temporal's API tells its time (describing namespace, cluster or system does not), but the start of a workflow is
 * stamped by the server: one on a task queue of its own, where nobody works, deleted at once. It needs no worker. Deleted while it runs, it is gone within a second; terminated first,
 * only after half a minute (measured, server of CLI 1.9.1).
 */
export async function askTemporalsTime({ connection, namespace }: SetUp['temporal'], now: () => number): Promise<TemporalsTime> {
  const { workflow } = new Client({ connection, namespace });
  const workflowId = `doctor-clock-${randomUUID()}`;
  const within = <T>(send: () => Promise<T>) => connection.withDeadline(Date.now() + PATIENCE, send);
  const begun = now();
  const handle = await within(() =>
    workflow.start('doctorClock', { workflowId, taskQueue: workflowId, workflowExecutionTimeout: ENDS_BY_ITSELF }),
  );
  const ended = now();
  const described = await attempt(() => within(() => handle.describe()));
  // With deadlines of their own, and whatever the answer was: what was started must go.
  const removed = await attempt(() =>
    within(async () => {
      await connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    }),
  );
  if ('failed' in removed) await attempt(() => within(() => handle.terminate('It has told the time')));
  if ('failed' in described) throw described.failed;
  return { ahead: (begun + ended) / 2 - described.found.startTime.getTime(), workflowId, removed };
}
