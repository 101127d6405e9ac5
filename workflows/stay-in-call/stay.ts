import type { Call } from '../call/call.ts';
import type { PersonNow } from '../call/people-in-roster.ts';
import type { InvitedPerson } from '../contract/invite.ts';
import type { Resolved, StayPolicy } from '../contract/policy.ts';
import type { RemovedParticipant, StayReason, StayResult, StayStatus } from '../contract/stay.ts';
import type { Guest } from '../run/inviting/party.ts';
import type { Run } from '../run/run.ts';

/** One run of `stayInCall`. */
export interface Stay {
  readonly call: { id: string; tenantId: string };
  readonly p2pCallId?: string;
  readonly context?: string;
  readonly applicationId: string;
  readonly policy: Resolved<StayPolicy>;
  /** What the engine knows and does. */
  readonly run: Run;
  /** What the stay knows besides, and carries over. */
  readonly state: StayState;
  /** What it does not carry over: a run continues as new only when nothing of it is under way. */
  readonly live: StayHandles;
}

/** Plain JSON; each field is written by the one file that is named as its owner (`test/repository/state-owners.test.ts`). */
export interface StayState {
  /** Workflow time at which the stay began, in ms: of its first run. */
  readonly since: number;
  /** Owner: `status.ts`. */
  status: StayStatus;
  /** Owner: `leaving.ts`. Why it leaves, once it does. */
  leaving?: Extract<StayReason, 'asked' | 'alone' | 'stayedAtMost'>;
  /** Owner: `people.ts`. Workflow time, in ms, at which each who is in the call, or in its lobby, was first seen there; by normalized id. */
  readonly seenSince: Record<string, number>;
  /** Owner: `people.ts`. Workflow time, in ms, since which nobody but applications has been in the call, as far as the rosters say. */
  aloneSince?: number;
  /** Owner: `people.ts`. Normalized ids of users who are known to be people, however Graph lists them (Graph §11.9). */
  readonly knownPeople: string[];
  /** Owner: `updates/invite-participants.ts`. What became of those who were invited, the latest ones. */
  readonly invited: InvitedPerson[];
  /** Owner: `updates/finished-updates.ts`. The latest ones, for whoever repeats an update in a later run. */
  readonly finishedUpdates: FinishedUpdate[];
}

/** Temporal knows an update by its id within one run; whoever repeats it after a continue-as-new has the result that it had. */
export type FinishedUpdate = { id: string } & ({ people: InvitedPerson[] } | { removed: RemovedParticipant });

export interface StayHandles {
  /** Owner: `people.ts`. Who is in the call, or in its lobby, by what was known of it then. */
  attendance?: { call: Call; people: readonly PersonNow[] };
  /** Owner: `updates/invite-participants.ts`. Whom an update has in hand; one at a time. */
  party?: Guest[];
  /** Owner: `look.ts`. Reads of the roster that failed, since the last that did not. */
  failedLooks: number;
  /** Owner: `handlers.ts`. How many updates have no result yet. */
  updatesUnderWay: number;
  /** Owner: `complete.ts`. What the update `leave` waits for. */
  result?: StayResult;
}
