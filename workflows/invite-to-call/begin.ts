import { defineQuery, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { legOfOtherService } from '../call/call.ts';
import { isId } from '../contract/call-id.ts';
import type { CheckedInviteInput, InviteResult, InviteSnapshot, InviteToCallInput } from '../contract/invite.ts';
import { isRecord } from '../contract/is-record.ts';
import { INVITE } from '../contract/names.ts';
import { CALL_TENANT_ID, MULTIPARTY_CALL_ID } from '../contract/search-attributes.ts';
import { checkInviteInput } from '../run/activity-options.ts';
import { watchCancellation } from '../run/cancellation.ts';
import { checkedInput } from '../run/checked-input.ts';
import { openInbox } from '../run/inbox.ts';
import { newParty } from '../run/inviting/party.ts';
import { newRun, newRunState } from '../run/new-run.ts';
import { requestCancellation } from './cancel.ts';
import type { Invitation } from './invitation.ts';
import { snapshot } from './snapshot.ts';
import { invitationStory } from './story.ts';

const inviteQuery = defineQuery<InviteSnapshot>(INVITE);

/**
 * Sets an invitation up: handlers first, then the checked input, then the call that all events are applied to.
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function begin(raw: InviteToCallInput): Promise<Invitation> {
  const inbox = openInbox();
  const query = answerQuery(claimedCallId(raw));
  const cancellation = watchCancellation();
  const invitation = newInvitation(await checked(raw));
  cancellation.whenRequested(() => requestCancellation(invitation));
  query.answerWith(invitation);
  upsertSearchAttributes([
    { key: MULTIPARTY_CALL_ID, value: invitation.input.call.id },
    { key: CALL_TENANT_ID, value: invitation.input.call.tenantId },
  ]);
  inbox.deliverTo(invitation.run);
  return invitation;
}

/** A query may come at any time: before there is an invitation it is answered with what the input says. */
function answerQuery(callId: string): { answerWith(invitation: Invitation): void } {
  let invitation: Invitation | undefined;
  setHandler(inviteQuery, () => (invitation ? snapshot(invitation) : { status: 'inviting', callId, people: [], timeline: [] }), {
    description: 'What has become of each person so far, what is waited for, and the timeline',
  });
  return {
    answerWith(one) {
      invitation = one;
    },
  };
}

function newInvitation(input: CheckedInviteInput): Invitation {
  const { firstExecutionRunId: run, startTime } = workflowInfo();
  const { call, participants, together, policy } = input;
  const invitation: Invitation = {
    input,
    run: newRun(
      newRunState({ run, callId: call.id }, [legOfOtherService(call, run)], startTime.getTime()),
      invitationStory(() => invitation, input),
    ),
    state: { status: 'inviting', cancelRequested: false, party: newParty(participants, together, policy.inviteAttempts - 1) },
  };
  return invitation;
}

function checked(raw: InviteToCallInput): Promise<CheckedInviteInput> {
  return checkedInput(
    () => checkInviteInput(raw),
    () => {
      const callId = claimedCallId(raw);
      if (isId(callId)) upsertSearchAttributes([{ key: MULTIPARTY_CALL_ID, value: callId }]);
      return { callId, people: [], timeline: [] } satisfies InviteResult;
    },
  );
}

/** The input is not checked yet, whatever its type says. */
function claimedCallId(raw: unknown): string {
  const call = isRecord(raw) ? raw.call : undefined;
  return isRecord(call) && typeof call.id === 'string' ? call.id : 'unknown';
}
