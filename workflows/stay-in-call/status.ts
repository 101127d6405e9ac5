import { log } from '@temporalio/workflow';
import type { StayStatus } from '../contract/stay.ts';
import { detailsHaveChanged } from '../run/details-page.ts';
import type { Stay } from './stay.ts';

/** The one place where the status changes. */
export function enterStatus({ state, run }: Stay, status: StayStatus): void {
  if (state.status === status) return;
  state.status = status;
  log.info('Stay status', { status });
  detailsHaveChanged(run);
}
