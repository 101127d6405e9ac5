import { ApplicationFailure } from '@temporalio/common';
import { answerOf } from '../../activities/stay-answer.ts';
import type { CallActivities } from '../../workflows/contract/activities.ts';
import { stayWorkflowId } from '../../workflows/contract/call-id.ts';
import type { InvitedPerson } from '../../workflows/contract/invite.ts';
import { INVITE_PARTICIPANTS } from '../../workflows/contract/names.ts';
import { INVITE_BY_STAY_TRY_MS } from '../../workflows/contract/request-limits.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { UPDATE_CUT_OFF } from './virtual-server/virtual-update.ts';
import type { VirtualTemporal } from './virtual-temporal.ts';

/** The activity without the SDK's client of Temporal: each try awaits the update for as long as the real one does. */
export function virtualInviteByStay(clock: VirtualClock, update: VirtualTemporal['update']): CallActivities['inviteByStay'] {
  return async ({ callId, requestId, participants, together }) => {
    const sent = update(stayWorkflowId(callId), INVITE_PARTICIPANTS, [{ participants, together }], requestId);
    if (!sent) return { kind: 'notTaken' };
    const outcome = await Promise.race([sent.settled, timeIsUp(clock)]);
    // One that its run did not come to accept is sent again, to the run that follows or to nobody.
    if ('failure' in outcome && !sent.accepted && isOfServer(outcome.failure)) throw stillInviting();
    if ('failure' in outcome) return answerOf(outcome.failure);
    return { kind: 'invited', people: peopleOf(outcome.result) };
  };
}

/** What our own update has returned. */
function peopleOf(result: unknown): InvitedPerson[] {
  return result as InvitedPerson[];
}

function timeIsUp(clock: VirtualClock): Promise<never> {
  return new Promise((_, reject) => {
    clock.after(INVITE_BY_STAY_TRY_MS, 'a try to have people invited by the stay', () => reject(stillInviting()));
  });
}

function isOfServer(failure: Error): boolean {
  return failure instanceof ApplicationFailure && failure.type === UPDATE_CUT_OFF;
}

function stillInviting(): ApplicationFailure {
  return ApplicationFailure.create({ type: 'StillInviting', message: 'Still inviting' });
}
