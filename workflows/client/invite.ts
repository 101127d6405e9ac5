import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { inviteWorkflowId, stayWorkflowId } from '../contract/call-id.ts';
import type { InvitedPerson, InviteToCallInput } from '../contract/invite.ts';
import { parseInviteToCallInput } from '../contract/invite-schema.ts';
import { CALL, INVITE_PARTICIPANTS, INVITE_TO_CALL } from '../contract/names.ts';
import { inviteStartOptions } from '../contract/start-options.ts';
import type { InviteParticipantsArgument, StaySnapshot } from '../contract/stay.ts';
import { findChain } from './chain.ts';
import { toInviteFailed } from './invite-failed.ts';
import { createInviteRun, type InviteByStay, type InviteHandle, type InviteRun } from './invite-handle.ts';
import { InvalidInput } from './invalid-input.ts';
import { inviteOnce } from './invite-once.ts';
import { type AcceptedUpdate, sendUpdate } from './send-update.ts';

/**
 * Nobody is rung twice for one request id, whoever else makes the same request meanwhile, and whenever a stay begins. So a workflow of
 * this request comes first, even if somebody stays in the call by now; then the stay, which knows its requests by their ids; a workflow
 * of its own only where neither is. A stay that ends before it has taken the update leaves it to the workflow.
 */
export async function invite(client: Client, taskQueue: string, input: InviteToCallInput): Promise<InviteHandle> {
  const parsed = parseInviteToCallInput(input);
  if (!parsed.ok) throw new InvalidInput('invite', parsed.why);
  return await inviteOnce<InviteHandle>({
    isStayedIn: async () => (await findChain(client, stayWorkflowId(input.call.id))) !== undefined,
    findRun: () => findInviteRun(client, input.call.id, input.requestId),
    updateStay: () => inviteByStay(client, input),
    startRun: () => startInvite(client, taskQueue, input),
  });
}

export async function findInviteRun(client: Client, callId: string, requestId: string): Promise<InviteRun | undefined> {
  const chain = await findChain(client, inviteWorkflowId(callId, requestId));
  return chain && createInviteRun(client, { chain, requestId, joined: true });
}

export interface RequestToStay {
  workflowId: string;
  firstRunId?: string;
  requestId: string;
  argument: InviteParticipantsArgument;
}

/** Undefined: nobody stays in the call. @throws {UpdateRefused} */
export async function updateStay(client: Client, request: RequestToStay): Promise<AcceptedUpdate<InvitedPerson[]> | undefined> {
  const { requestId: updateId, ...rest } = request;
  const update = await sendUpdate<InvitedPerson[]>(client, { ...rest, updateId, name: INVITE_PARTICIPANTS });
  return (
    update && {
      async result() {
        try {
          return await update.result();
        } catch (error) {
          throw toInviteFailed(request.workflowId, error);
        }
      },
    }
  );
}

async function inviteByStay(client: Client, input: InviteToCallInput): Promise<InviteByStay | undefined> {
  const { call, requestId, participants, together, context } = input;
  const workflowId = stayWorkflowId(call.id);
  const argument = { participants, ...(together !== undefined && { together }) };
  const update = await updateStay(client, { workflowId, requestId, argument });
  return (
    update && {
      kind: 'stayInCall',
      workflowId,
      requestId,
      result: async () => ({
        callId: call.id,
        // The stay has a context of its own.
        ...(context !== undefined && { context }),
        people: await update.result(),
      }),
      state: () => client.workflow.getHandle(workflowId).query<StaySnapshot>(CALL),
    }
  );
}

async function startInvite(client: Client, taskQueue: string, input: InviteToCallInput): Promise<InviteRun> {
  const { call, requestId } = input;
  const options = inviteStartOptions(call, requestId);
  try {
    const { firstExecutionRunId } = await client.workflow.start(INVITE_TO_CALL, { ...options, taskQueue, args: [input] });
    const chain = { workflowId: options.workflowId, firstRunId: firstExecutionRunId };
    return createInviteRun(client, { chain, requestId, joined: false });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const other = await findInviteRun(client, call.id, requestId);
    if (!other) throw error;
    return other;
  }
}
