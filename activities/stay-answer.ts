import { ApplicationFailure } from '@temporalio/common';
import type { StayAnswer } from '../workflows/contract/activities.ts';
import type { InvitedPerson } from '../workflows/contract/invite.ts';
import { isRecord } from '../workflows/contract/is-record.ts';
import { isFailureType } from '../workflows/contract/result.ts';

/** What the failure of a stay's update `inviteParticipants` says. */
export function answerOf(failure: unknown): StayAnswer {
  if (!(failure instanceof ApplicationFailure)) return { kind: 'unknown', message: String(failure) };
  const { type, message, details } = failure;
  // The validator's: the call is ending. It is found as it is by whoever invites by themselves.
  if (type === 'InvalidInput') return { kind: 'notTaken' };
  if (isFailureType(type)) return { kind: 'refused', type, message, people: peopleIn(details?.[0]) };
  // `AcceptedUpdateCompletedWorkflow`, the server's: the stay was terminated meanwhile.
  return { kind: 'unknown', message };
}

/** Of what our own update has thrown. */
function peopleIn(details: unknown): InvitedPerson[] {
  const people: unknown = isRecord(details) ? details.people : undefined;
  return Array.isArray(people) ? people.filter(isInvitedPerson) : [];
}

function isInvitedPerson(value: unknown): value is InvitedPerson {
  return isRecord(value) && isRecord(value.user) && typeof value.outcome === 'string';
}
