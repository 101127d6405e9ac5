import type { DataConverter } from '@temporalio/common';
import { type ReplayWorkerOptions, Worker } from '@temporalio/worker';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowCode } from '../../worker/bundle/workflow-code.ts';

/**
 * Runs today's workflow code against a history, as a worker does that has lost its cache. Throws `DeterminismViolationError`
 * where the code now does something else. `json` is what `record`, the CLI (`workflow show -o json`) and the UI's download give.
 */
export async function replayHistory(
  json: unknown,
  workflowBundle: WorkflowCode,
  dataConverter?: DataConverter,
  more: Pick<ReplayWorkerOptions, 'sinks'> = {},
): Promise<void> {
  const history = historyFromJSON(json);
  const workflowId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowId;
  const options = { workflowBundle, ...(dataConverter && { dataConverter }), ...more };
  await Worker.runReplayHistory(options, history, workflowId ?? undefined);
}
