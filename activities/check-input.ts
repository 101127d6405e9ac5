import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CallActivities } from '../workflows/contract/activities.ts';
import { escalationWorkflowId, inviteWorkflowId, stayWorkflowId } from '../workflows/contract/call-id.ts';
import type { LegRef } from '../workflows/contract/events.ts';
import { parseEscalateCallInput } from '../workflows/contract/input-schema.ts';
import { parseInviteToCallInput } from '../workflows/contract/invite-schema.ts';
import { isPlainPayload, PLAIN_REFUSED } from '../workflows/contract/plain-payload.ts';
import { parseStayInCallInput } from '../workflows/contract/stay-schema.ts';
import type { ActivityDeps } from './activity-deps.ts';

type CheckInputDeps = Pick<ActivityDeps, 'applicationId' | 'callbackUri'>;

/** Validates the input of a start from any language, and completes it. It does no I/O, so it runs as a local activity. */
export function createCheckInput({ applicationId, callbackUri }: CheckInputDeps): CallActivities['checkInput'] {
  return async (raw) => {
    requireEncrypted(raw);
    const parsed = parseEscalateCallInput(raw);
    if (!parsed.ok) throw invalidInput(parsed.why);
    const { input } = parsed;
    requireWorkflowId(escalationWorkflowId(input.p2pCall.id));
    const { runId = '' } = activityInfo().workflowExecution ?? {};
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

export function createCheckInviteInput({ applicationId }: CheckInputDeps): CallActivities['checkInviteInput'] {
  return async (raw) => {
    requireEncrypted(raw);
    const parsed = parseInviteToCallInput(raw);
    if (!parsed.ok) throw invalidInput(parsed.why);
    const { input } = parsed;
    requireWorkflowId(inviteWorkflowId(input.call.id, input.requestId));
    return { ...input, applicationId };
  };
}

export function createCheckStayInput({ applicationId }: CheckInputDeps): CallActivities['checkStayInput'] {
  return async (raw) => {
    requireEncrypted(raw);
    const parsed = parseStayInCallInput(raw);
    if (!parsed.ok) throw invalidInput(parsed.why);
    requireWorkflowId(stayWorkflowId(parsed.input.call.id));
    return { ...parsed.input, applicationId };
  };
}

/** Whether it came in clear, and may not, the worker's codec has found out. */
function requireEncrypted(raw: unknown): void {
  if (isPlainPayload(raw)) throw invalidInput(PLAIN_REFUSED);
}

/** Under another id one call could have two runs, and its notifications would not find the workflow. */
function requireWorkflowId(expected: string): void {
  const { workflowId } = activityInfo().workflowExecution ?? {};
  if (workflowId !== expected) throw invalidInput(`workflow id: must be ${expected} for this call, not ${workflowId}`);
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
    message: `Invalid input. ${why}. Correct it and start again.`,
    nonRetryable: true,
    details: [{ message: why }],
    category: ApplicationFailureCategory.BENIGN,
  });
}
