import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { EscalationActivities } from '../workflows/contract/activities.ts';
import { escalationWorkflowId } from '../workflows/contract/call-id.ts';
import type { LegRef } from '../workflows/contract/events.ts';
import { parseEscalateCallInput } from '../workflows/contract/input-schema.ts';
import type { ActivityDeps } from './activity-deps.ts';

type CheckInputDeps = Pick<ActivityDeps, 'applicationId' | 'callbackUri'>;

/** Validates the input of a start from any language, and completes it. It does no I/O, so it runs as a local activity. */
export function createCheckInput({ applicationId, callbackUri }: CheckInputDeps): EscalationActivities['checkInput'] {
  return async (raw) => {
    const parsed = parseEscalateCallInput(raw);
    if (!parsed.ok) throw invalidInput(parsed.why);
    const { input } = parsed;
    const { workflowId, runId = '' } = activityInfo().workflowExecution ?? {};
    const expected = escalationWorkflowId(input.p2pCall.id);
    // With another id one call could be escalated twice, and its notifications would not find the workflow.
    if (workflowId !== expected) throw invalidInput(`workflow id: must be ${expected} for this call, not ${workflowId}`);
    const longestLeg = (tenantId: string): LegRef => ({
      run: runId,
      kind: 'multiparty',
      attempt: input.policy.createAttempts,
      tenantId,
    });
    await requireThatItFits(callbackUri(longestLeg(input.p2pCall.tenantId)), 'p2pCall.id or p2pCall.tenantId');
    await requireThatItFits(callbackUri(longestLeg(input.multipartyTenantId)), 'p2pCall.id or meeting.organizer.user.tenantId');
    return { ...input, applicationId };
  };
}

/** Ids that are not GUIDs may make the callback address too long: better refused now than when the caller is on the line. */
async function requireThatItFits(address: Promise<string>, fields: string): Promise<void> {
  try {
    await address;
  } catch (error) {
    if (error instanceof RangeError) throw invalidInput(`${fields}: too long. ${error.message}`);
    throw error;
  }
}

function invalidInput(why: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'InvalidInput',
    message: `Invalid input. ${why}. Correct it and start the escalation again.`,
    nonRetryable: true,
    details: [{ message: why }],
    category: ApplicationFailureCategory.BENIGN,
  });
}
