import type { Client, WorkflowHandle } from '@temporalio/client';
import { ESCALATION } from '../contract/names.ts';
import type { EscalationResult, EscalationSnapshot } from '../contract/result.ts';
import { toEscalationFailed } from './escalation-failed.ts';

/** One run of an escalation. */
export interface EscalationHandle {
  readonly workflowId: string;
  readonly runId: string;
  /** Whether somebody else had started it already, with their own input. */
  readonly joined: boolean;
  /** The result of the query; works after the end, too, while a worker is running. */
  state(): Promise<EscalationSnapshot>;
  /** Resolves when the escalation has ended. @throws {EscalationFailed} */
  result(): Promise<EscalationResult>;
  /**
   * Asks the escalation to clean up and end; a caller who is being moved is moved first. Await `result()` to see it end. Does
   * nothing to one that has ended.
   */
  cancel(): Promise<void>;
}

export function createHandle(client: Client, workflowId: string, runId: string, joined: boolean): EscalationHandle {
  const handle: WorkflowHandle<() => Promise<EscalationResult>> = client.workflow.getHandle(workflowId, runId);
  return {
    workflowId,
    runId,
    joined,
    state: () => handle.query<EscalationSnapshot>(ESCALATION),
    async result() {
      try {
        return await handle.result();
      } catch (error) {
        throw toEscalationFailed(workflowId, error);
      }
    },
    async cancel() {
      await handle.cancel();
    },
  };
}
