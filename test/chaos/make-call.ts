import { WorkflowNotFoundError } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import { createEscalationClient } from '../../workflows/client/escalation-client.ts';
import { escalationWorkflowId } from '../../workflows/contract/call-id.ts';
import { type DrivenStay, driveStay } from './drive-stay.ts';
import { isAway, persist } from './persist.ts';
import type { CallPlan } from './plan-calls.ts';
import type { ChaosSystem } from './start-system.ts';

/** A call that was made, and its escalation. */
export interface MadeCall {
  plan: CallPlan;
  callId: string;
  workflowId: string;
  /** Who started the escalation. */
  startedBy: 'webhook' | 'client' | 'nobody';
  /** Of a call that is stayed in. */
  stay?: DrivenStay;
}

/** Longer than Temporal is ever down. */
const PATIENCE = 40_000;

/** Somebody calls. Where the webhook was dead when Graph told of it, another service starts the escalation. */
export async function makeCall(system: ChaosSystem, plan: CallPlan): Promise<MadeCall> {
  const { simulator } = system;
  await simulator.script(plan.faults);
  const { tenantId, callerUserId } = plan;
  const receivedAt = new Date().toISOString();
  const callId = await simulator.call({ tenantId, callerUserId });
  const workflowId = escalationWorkflowId(callId);
  const [startedBy] = await Promise.all([
    startUnlessStarted(system, plan, callId, receivedAt),
    cancelIfPlanned(system, plan, workflowId),
  ]);
  const stay = startedBy === 'nobody' ? undefined : await driveStay(system, plan, callId);
  return { plan, callId, workflowId, startedBy, ...(stay && { stay }) };
}

async function startUnlessStarted(
  { client, taskQueue }: ChaosSystem,
  { tenantId, callerUserId, escalate, startAt }: CallPlan,
  callId: string,
  receivedAt: string,
): Promise<MadeCall['startedBy']> {
  await pause(startAt);
  const p2pCall = { id: callId, tenantId, state: 'incoming', caller: { user: { id: callerUserId } }, receivedAt } as const;
  const escalations = createEscalationClient(client, taskQueue);
  try {
    const handle = await persist(PATIENCE, () => escalations.start({ p2pCall, ...escalate }));
    return handle.joined ? 'webhook' : 'client';
  } catch (error) {
    if (!isAway(error)) throw error;
    return 'nobody';
  }
}

async function cancelIfPlanned({ client }: ChaosSystem, { cancelAt }: CallPlan, workflowId: string): Promise<void> {
  if (cancelAt === undefined) return;
  await pause(cancelAt);
  try {
    await persist(PATIENCE, () => client.workflow.getHandle(workflowId).cancel());
  } catch (error) {
    // It has ended already, or has not begun: there is nothing to cancel.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
