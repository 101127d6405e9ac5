import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { stayWorkflowId } from '../contract/call-id.ts';
import { STAY_IN_CALL } from '../contract/names.ts';
import { stayStartOptions } from '../contract/start-options.ts';
import type { StayInCallInput } from '../contract/stay.ts';
import { parseStayInCallInput } from '../contract/stay-schema.ts';
import { findChain } from './chain.ts';
import { InvalidInput } from './invalid-input.ts';
import { createStayHandle, type StayHandle } from './stay-handle.ts';

/** The input of a stay, without what only we carry over. */
export type StayInput = Omit<StayInCallInput, 'carried'>;

/** Starts a stay, or joins the one that is running or has ended: a call id never comes back. */
export async function stay(client: Client, taskQueue: string, input: StayInput): Promise<StayHandle> {
  const parsed = parseStayInCallInput(input);
  if (!parsed.ok) throw new InvalidInput('stay', parsed.why);
  const options = stayStartOptions(input.call.id);
  try {
    const { firstExecutionRunId } = await client.workflow.start(STAY_IN_CALL, {
      ...options,
      workflowIdConflictPolicy: 'FAIL',
      taskQueue,
      args: [input],
    });
    const chain = { workflowId: options.workflowId, firstRunId: firstExecutionRunId };
    return createStayHandle(client, input.call.id, chain, false);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const other = await findStay(client, input.call.id);
    if (!other) throw error;
    return other;
  }
}

export async function findStay(client: Client, callId: string): Promise<StayHandle | undefined> {
  const chain = await findChain(client, stayWorkflowId(callId));
  return chain && createStayHandle(client, callId, chain, true);
}
