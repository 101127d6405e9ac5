import { getClient } from '@temporalio/activity';
import {
  type Client,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CallActivities, InviteByStayRequest, StayAnswer } from '../workflows/contract/activities.ts';
import { stayWorkflowId } from '../workflows/contract/call-id.ts';
import type { InvitedPerson } from '../workflows/contract/invite.ts';
import { INVITE_PARTICIPANTS } from '../workflows/contract/names.ts';
import { INVITE_BY_STAY_TRY_MS } from '../workflows/contract/request-limits.ts';
import { answerOf } from './stay-answer.ts';

/**
 * Hands a request over to the stay of its call, through the worker's own client of Temporal. People may ring for minutes, and the
 * stay may have others to invite before: each try waits for a while, and the next goes on with the same update, for it has the same id.
 * @param tryMs how long a try waits
 */
export function createInviteByStay(tryMs = INVITE_BY_STAY_TRY_MS): CallActivities['inviteByStay'] {
  return async (request) => {
    const client = getClient();
    try {
      return await client.withDeadline(Date.now() + tryMs, () => updateStay(client, request));
    } catch (error) {
      if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
      throw stillInviting();
    }
  };
}

async function updateStay(client: Client, request: InviteByStayRequest): Promise<StayAnswer> {
  const { callId, requestId, participants, together } = request;
  try {
    const stay = client.workflow.getHandle(stayWorkflowId(callId));
    // Not `executeUpdate`: it asks the latest run for the outcome, which after a continue-as-new knows nothing of the update.
    const update = await stay.startUpdate<InvitedPerson[], [unknown]>(INVITE_PARTICIPANTS, {
      updateId: requestId,
      waitForStage: 'ACCEPTED',
      args: [{ participants, together }],
    });
    return { kind: 'invited', people: await update.result() };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'notTaken' };
    if (error instanceof WorkflowUpdateFailedError) return answerOf(error.cause);
    throw error;
  }
}

function stillInviting(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'StillInviting',
    message: 'The stay in the call is inviting them. This is no failure: the next try asks again.',
    category: ApplicationFailureCategory.BENIGN,
  });
}
