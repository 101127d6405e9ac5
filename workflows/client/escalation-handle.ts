import type { Client, WorkflowHandle } from '@temporalio/client';
import { ESCALATION } from '../contract/names.ts';
import type { EscalationResult, EscalationSnapshot } from '../contract/result.ts';
import { failureOf } from './escalation-failed.ts';

/** One run of an escalation. */
export interface EscalationHandle {
  readonly workflowId: string;
  readonly runId: string;
  /** Whether somebody else had started it: it runs, or ran, with their input. */
  readonly joined: boolean;
  /** What the query answers; also after the end, while a worker is up. */
  state(): Promise<EscalationSnapshot>;
  /** Resolves when the escalation has ended. @throws {EscalationFailed} */
  result(): Promise<EscalationResult>;
  /**
   * Asks the escalation to tidy up and end; a caller who is being moved is moved first. Await `result()` to see it done. One
   * that has ended stays as it is.
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
        throw failureOf(workflowId, error);
      }
    },
    async cancel() {
      await handle.cancel();
    },
  };
}
