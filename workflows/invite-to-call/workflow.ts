import { CancellationScope } from '@temporalio/workflow';
import { inviteClientContext, inviteWorkflowId } from '../contract/call-id.ts';
import type { InviteResult, InviteToCallInput } from '../contract/invite.ts';
import { type InvitingEnd, invitePeople } from '../run/inviting/invite-people.ts';
import { begin } from './begin.ts';
import { askStay } from './by-stay.ts';
import { complete } from './complete.ts';
import type { Invitation } from './invitation.ts';
import { legOf } from './leg.ts';

/**
 * Invites people into an existing multiparty call: the first two examples of the seed, "Invite one participant to an existing
 * multiparty call" and "Invite multiple participants to an existing multiparty call".
 * @returns what became of each
 * @throws {ApplicationFailure} of an `EscalationFailureType`, for what an operator must fix; `details[0]` is an `InviteResult`
 */
export async function inviteToCall(input: InviteToCallInput): Promise<InviteResult> {
  const invitation = await begin(input);
  return await CancellationScope.nonCancellable(() => run(invitation));
}

async function run(invitation: Invitation): Promise<InviteResult> {
  const end = (await askStay(invitation)) ?? (await invite(invitation));
  return await complete(invitation, end);
}

function invite(invitation: Invitation): Promise<InvitingEnd> {
  const { call, requestId, policy } = invitation.input;
  const workflowId = inviteWorkflowId(call.id, requestId);
  return invitePeople(invitation.run, invitation.state.party, {
    policy,
    leg: () => legOf(invitation),
    contextOf: (n) => inviteClientContext(workflowId, n),
    isStopped: () => invitation.state.cancelRequested,
  });
}
