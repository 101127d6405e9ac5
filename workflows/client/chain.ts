import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';

/**
 * The runs of a workflow that follow one another by continue-as-new. Of their ids only the first one is held: so a handle outlives
 * each run, and never reaches another chain under the same workflow id.
 */
export interface Chain {
  readonly workflowId: string;
  readonly firstRunId: string;
}

/** The latest chain of a workflow id, running or ended; undefined if Temporal knows none, or no longer. */
export async function findChain(client: Client, workflowId: string): Promise<(Chain & { latestRunId: string }) | undefined> {
  try {
    const { runId, raw } = await client.workflow.getHandle(workflowId).describe();
    return { workflowId, firstRunId: raw.workflowExecutionInfo?.firstRunId || runId, latestRunId: runId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The result of the chain's last run, once there is one. */
export async function resultOf<Result>(client: Client, chain: Chain): Promise<Result> {
  try {
    return await handleOf<Result>(client, chain).result();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    // A stay may be longer than the retention period, which takes its first runs.
    const found = await findChain(client, chain.workflowId);
    if (found?.firstRunId !== chain.firstRunId) throw error;
    const latest: WorkflowHandle<() => Promise<Result>> = client.workflow.getHandle(chain.workflowId, found.latestRunId);
    return await latest.result();
  }
}

/** Does nothing to a chain that has ended. */
export async function cancelChain(client: Client, chain: Chain): Promise<void> {
  try {
    await handleOf(client, chain).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

export function handleOf<Result>(client: Client, { workflowId, firstRunId }: Chain): WorkflowHandle<() => Promise<Result>> {
  return client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: firstRunId });
}
