import { ApplicationFailure, CancelledFailure } from '@temporalio/workflow';
import type { InviteResult } from '../contract/invite.ts';
import { renderDetails } from '../run/details-page.ts';
import { isQuiet } from '../run/hang-up.ts';
import type { InvitingEnd } from '../run/inviting/invite-people.ts';
import { invitedPerson } from '../run/inviting/party.ts';
import { addToTimeline } from '../run/timeline.ts';
import { waitFor } from '../run/wait.ts';
import type { Invitation } from './invitation.ts';
import { enterStatus } from './status.ts';

/**
 * Ends a run when nothing of it is under way any more.
 * @throws {ApplicationFailure} for what an operator must fix
 * @throws {CancelledFailure} where a caller cancelled the run
 */
export async function complete(invitation: Invitation, end: InvitingEnd): Promise<InviteResult> {
  const { run, state } = invitation;
  await waitFor(run, () => isQuiet(run));
  // From here to the end of the run no `await` that yields to Temporal (rule 7).
  if (end.kind === 'refused') {
    const { type, error } = end.failure;
    addToTimeline(run, { what: `Failed: ${error.message}` });
    endWith(invitation, 'failed');
    throw ApplicationFailure.create({
      message: error.message,
      type,
      nonRetryable: true,
      details: [resultOf(invitation)],
      cause: error,
    });
  }
  if (state.cancelRequested) {
    endWith(invitation, 'cancelled');
    throw new CancelledFailure('The invitation was cancelled; the query tells who was invited before');
  }
  endWith(invitation, 'done');
  return { ...resultOf(invitation), ...(end.kind === 'callEnded' && { callEnded: true }) };
}

function resultOf({ input, state, run }: Invitation): InviteResult {
  return {
    callId: input.call.id,
    ...(input.context !== undefined && { context: input.context }),
    people: state.party.map(invitedPerson),
    timeline: run.state.timeline,
  };
}

/** The page is rendered here for the last time: nothing wakes a run that has ended. */
function endWith(invitation: Invitation, status: Invitation['state']['status']): void {
  enterStatus(invitation, status);
  renderDetails(invitation.run);
}
