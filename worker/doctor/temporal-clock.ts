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
 * By the start of a workflow, which the server stamps: on a task queue of its own, where nobody works, and deleted at once. It needs
 * no worker. A task queue's pollers are stamped, too, but only for one who polls, for which a client's role need not be enough.
 * Deleted while it runs, the workflow is gone within a second; terminated first, after half a minute (measured, CLI 1.9.1).
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
  // The outcome changes nothing: `removed` names what is left, and its time-out ends it at the latest.
  if ('failed' in removed) await attempt(() => within(() => handle.terminate('It has told the time')));
  if ('failed' in described) throw described.failed;
  return { ahead: (begun + ended) / 2 - described.found.startTime.getTime(), workflowId, removed };
}
