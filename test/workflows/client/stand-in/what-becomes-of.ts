import { ApplicationFailure, condition } from '@temporalio/workflow';
import type { InvitedParticipant, InvitedPerson } from '../../../../workflows/contract/invite.ts';

/** Users whose ids say how they answer; everybody else joins. */
export const DECLINES = 'declines';
/** Until the signal `answer`. */
export const RINGS = 'rings';
export const NOT_PERMITTED = 'not-permitted';
/** A call whose id begins so ends only at the signal `answer`. */
export const ENDS_SLOWLY = 'ends-slowly';

/** The signals that these workflows have besides. */
export const ANSWER = 'answer';
export const CONTINUE_AS_NEW = 'continueAsNew';

export async function whatBecomesOf(
  participants: InvitedParticipant[],
  callId: string,
  answered: () => boolean,
): Promise<InvitedPerson[]> {
  const has = (user: string) => participants.some(({ user: { id } }) => id === user);
  if (has(NOT_PERMITTED)) {
    const details = [
      { callId, people: participants.map(({ user: { id } }) => ({ user: { id }, outcome: 'failed' })), timeline: [] },
    ];
    throw ApplicationFailure.create({ type: 'PermissionMissing', message: 'Calls.Invite.All', nonRetryable: true, details });
  }
  if (has(RINGS)) await condition(answered);
  return participants.map(({ user: { id } }) => ({ user: { id }, outcome: id === DECLINES ? 'declined' : 'joined' }));
}
