import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { createEscalationClient } from '../../workflows/client/escalation-client.ts';
import { EscalationFailed } from '../../workflows/client/escalation-failed.ts';
import type { EscalationHandle } from '../../workflows/client/escalation-handle.ts';
import type { Ending } from '../invariants/ended-call.ts';
import { persist } from './persist.ts';
import type { MadeCall } from './make-call.ts';

/** How an escalation ended, as Temporal has it, and what went wrong in its workflow tasks. */
export interface ReadEnding {
  ending: Ending;
  taskFailures: string[];
}

const PATIENCE = 20_000;

export async function readEnding(client: Client, { callId, workflowId }: MadeCall): Promise<ReadEnding> {
  try {
    const described = await persist(PATIENCE, () => client.workflow.getHandle(workflowId).describe());
    const handle = await persist(PATIENCE, () => createEscalationClient(client).find(callId));
    const history = await persist(PATIENCE, () => client.workflow.getHandle(workflowId).fetchHistory());
    return { ending: await endingOf(described, handle), taskFailures: taskFailuresIn(history) };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { ending: { is: 'never started' }, taskFailures: [] };
  }
}

async function endingOf({ startTime, closeTime }: WorkflowExecutionDescription, handle: EscalationHandle): Promise<Ending> {
  const startedAt = startTime.getTime();
  if (!closeTime) return { is: 'stuck', startedAt };
  const span = { startedAt, closedAt: closeTime.getTime() };
  try {
    return { is: 'completed', result: await handle.result(), ...span };
  } catch (error) {
    if (!(error instanceof EscalationFailed)) throw error;
    if (error.kind !== 'Cancelled') return { is: 'failed', type: error.kind, details: error.details, ...span };
    const { leftBehind = [] } = await persist(PATIENCE, () => handle.state());
    return { is: 'cancelled', leftBehind, ...span };
  }
}

/** A task that would have ended the run and was overtaken by a signal is done again; every other failure is a bug of ours. */
function taskFailuresIn({ events }: History): string[] {
  return (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) => {
    if (!failed) return [];
    const why = failed.failure?.message ?? '';
    return /UnhandledCommand/.test(why) ? [] : [`${String(failed.cause)} ${why}`];
  });
}
