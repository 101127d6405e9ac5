import type { DataConverter } from '@temporalio/common';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { WorkflowCode } from '../../worker/bundle/workflow-code.ts';
import { readTemporalSettings } from '../../workflows/client/temporal-settings.ts';

export interface ReplayedRun {
  /** `<workflow id>, run <run id>`. */
  run: string;
  error?: Error;
}

/** Replays the runs of a live server that a list filter names, before workers with other code take them over. Changes nothing there. */
export async function* replayOpenRuns(
  query: string,
  workflowBundle: WorkflowCode,
  env: NodeJS.ProcessEnv,
  dataConverter?: DataConverter,
): AsyncGenerator<ReplayedRun> {
  const { connectionOptions, namespace } = readTemporalSettings(env);
  const connection = await Connection.connect(connectionOptions);
  try {
    const client = new Client({ connection, ...(namespace && { namespace }) });
    const histories = client.workflow.list({ query }).intoHistories();
    for await (const { workflowId, runId, error } of Worker.runReplayHistories(
      { workflowBundle, ...(dataConverter && { dataConverter }) },
      histories,
    ))
      yield { run: `${workflowId}, run ${runId}`, ...(error && { error }) };
  } finally {
    await connection.close();
  }
}
