import type { CheckedInviteInput, InviteStatus } from '../contract/invite.ts';
import type { Guest } from '../run/inviting/party.ts';
import type { Run } from '../run/run.ts';

/** One run of `inviteToCall`. */
export interface Invitation {
  readonly input: CheckedInviteInput;
  /** What the engine knows and does. */
  readonly run: Run;
  /** What the invitation knows besides. */
  readonly state: InvitationState;
}

/** Plain JSON; each field is written by the one file that is named as its owner (`test/repository/state-owners.test.ts`). */
export interface InvitationState {
  /** Owner: `status.ts`. */
  status: InviteStatus;
  /** Owner: `cancel.ts`. */
  cancelRequested: boolean;
  readonly party: Guest[];
}
