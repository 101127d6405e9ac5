import type { Client, WorkflowHandle } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import type { EscalationResult, EscalationSnapshot } from '../../workflows/contract/result.ts';
import { ESCALATION } from '../../workflows/contract/names.ts';

/** A call that a simulated user made to the bot, and its escalation. */
export interface SimulatedCall {
  /** Of the P2P call, as Graph sent it. */
  id: string;
  workflowId: string;
  handle: WorkflowHandle;
  /** What the escalation completes with; rejects when it fails or is cancelled. */
  result(): Promise<EscalationResult>;
  /** What the query answers. */
  snapshot(): Promise<EscalationSnapshot>;
  history(): Promise<History>;
}

export function simulatedCall(client: Client, id: string): SimulatedCall {
  const workflowId = escalationWorkflowId(id);
  const handle = client.workflow.getHandle(workflowId);
  return {
    id,
    workflowId,
    handle,
    result: () => handle.result() as Promise<EscalationResult>,
    snapshot: () => handle.query<EscalationSnapshot>(ESCALATION),
    history: () => handle.fetchHistory(),
  };
}
