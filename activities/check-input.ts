import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { EscalationActivities } from '../workflows/contract/activities.ts';
import { escalationWorkflowId } from '../workflows/contract/call-id.ts';
import type { LegRef } from '../workflows/contract/events.ts';
import { parseEscalateCallInput } from '../workflows/contract/input-schema.ts';
import type { ActivityDeps } from './activity-deps.ts';

type CheckInputDeps = Pick<ActivityDeps, 'applicationId' | 'callbackUri'>;

/** Checks the input of a start from any language, and completes it. Asks nobody, so it runs as a local activity. */
export function createCheckInput({ applicationId, callbackUri }: CheckInputDeps): EscalationActivities['checkInput'] {
  return async (raw) => {
    const parsed = parseEscalateCallInput(raw);
    if (!parsed.ok) throw invalid(parsed.why);
    const { input } = parsed;
    const { workflowId, runId = '' } = activityInfo().workflowExecution ?? {};
    const needed = escalationWorkflowId(input.p2pCall.id);
    // Two ids would let one call be escalated twice, and notifications find the workflow by its id.
    if (workflowId !== needed) throw invalid(`workflow id: must be ${needed} for this call, not ${workflowId}`);
    const longest = (tenantId: string): LegRef => ({
      run: runId,
      kind: 'multiparty',
      attempt: input.policy.createAttempts,
      tenantId,
    });
    await fits(callbackUri(longest(input.p2pCall.tenantId)), 'p2pCall.id or p2pCall.tenantId');
    await fits(callbackUri(longest(input.multipartyTenantId)), 'p2pCall.id or meeting.organizer.user.tenantId');
    return { ...input, applicationId };
  };
}

/** Ids that are no GUIDs may make the callback address too long: told now, not when the caller is on the line. */
async function fits(address: Promise<string>, fields: string): Promise<void> {
  try {
    await address;
  } catch (error) {
    if (error instanceof RangeError) throw invalid(`${fields}: too long. ${error.message}`);
    throw error;
  }
}

function invalid(why: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'InvalidInput',
    message: `Invalid input. ${why}. Correct it and start the escalation again.`,
    nonRetryable: true,
    details: [{ message: why }],
    category: ApplicationFailureCategory.BENIGN,
  });
}
