import { log } from '@temporalio/workflow';
import type { EscalationStatus } from '../contract/result.ts';
import { detailsHaveChanged } from '../run/details-page.ts';
import type { Escalation } from './escalation.ts';
import { writeStatus } from './search-attributes.ts';

/** The one place where the status changes. @param reason `EscalationReason`, of a run that has ended without the caller in the multiparty call */
export function enterStatus(escalation: Escalation, status: EscalationStatus, reason?: string): void {
  const { state, run } = escalation;
  if (state.status === status) return;
  state.status = status;
  if (reason !== undefined) state.reason = reason;
  writeStatus(escalation);
  log.info('Escalation status', { status, ...(reason !== undefined && { reason }) });
  detailsHaveChanged(run);
}
