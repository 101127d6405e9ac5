import type { InvitedParticipant, InvitedPerson, InviteOutcome, InviteProgress } from '../../contract/invite.ts';
import type { ResultInfo } from '../../contract/result-info.ts';

/** One of those whom a request wants in the call. Only the functions of this file write it. */
export interface Guest {
  readonly participant: InvitedParticipant;
  progress: InviteProgress;
  unconfirmed?: 'roster';
  resultInfo?: ResultInfo;
  /** How often this person was invited. */
  invited: number;
  /** How often this person may be invited again. */
  repeats: number;
  /** Whether the next request is about this person alone. */
  alone: boolean;
  /** Of somebody whom a roster is yet to show. */
  confirmation?: Confirmation;
}

export interface Confirmation {
  /** `seq` of the invite's sending. */
  since: number;
  /** Deadline, in ms of workflow time. */
  by: number;
  /** Whether the operation has completed: then this person is in, shown or not. */
  completed: boolean;
}

/** @param repeats of each, after failures that are worth it */
export function newParty(participants: readonly InvitedParticipant[], together: boolean, repeats: number): Guest[] {
  return participants.map((participant) => ({
    participant,
    progress: 'waiting',
    invited: 0,
    repeats,
    alone: !together || participant.replacesCallId !== undefined,
  }));
}

export function isWaiting({ progress }: Guest): boolean {
  return progress === 'waiting';
}

/** Nothing is known of this person's end. */
export function isOpen({ progress }: Guest): boolean {
  return progress === 'waiting' || progress === 'ringing';
}

export function ring(guest: Guest): void {
  guest.progress = 'ringing';
  guest.invited += 1;
}

/** A request that was certainly not processed rang nobody. */
export function takeBack(guest: Guest): void {
  guest.progress = 'waiting';
  guest.invited -= 1;
}

/** To be invited again, alone: with others nobody could tell whose failure it is. */
export function putBack(guest: Guest, repeats: number): void {
  guest.progress = 'waiting';
  guest.repeats = repeats;
  guest.alone = true;
}

export function awaitRoster(guest: Guest, confirmation: Confirmation): void {
  guest.confirmation = confirmation;
}

export function settle(guest: Guest, outcome: InviteOutcome, more: Pick<Guest, 'unconfirmed' | 'resultInfo'> = {}): void {
  Object.assign(guest, { progress: outcome, ...more });
  delete guest.confirmation;
}

/** In the words of the result. Whoever is open when nobody is awaited any more was not invited, or nobody knows. */
export function invitedPerson({ participant, progress, unconfirmed, resultInfo }: Guest): InvitedPerson {
  const outcome = progress === 'waiting' ? 'failed' : progress === 'ringing' ? 'unknown' : progress;
  return {
    user: { id: participant.user.id },
    outcome,
    ...(unconfirmed && { unconfirmed }),
    ...(resultInfo && { resultInfo }),
  };
}
