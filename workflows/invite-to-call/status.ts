import { log } from '@temporalio/workflow';
import type { InviteStatus } from '../contract/invite.ts';
import { detailsHaveChanged } from '../run/details-page.ts';
import type { Invitation } from './invitation.ts';

/** The one place where the status changes. */
export function enterStatus({ state, run }: Invitation, status: InviteStatus): void {
  state.status = status;
  log.info('Invite status', { status });
  detailsHaveChanged(run);
}
