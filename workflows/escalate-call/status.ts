import { log } from '@temporalio/workflow';
import type { EscalationStatus, FinalStatus, NotEscalatedReason } from '../contract/result.ts';
import { now } from '../run/clock.ts';
import { detailsHaveChanged } from '../run/details-page.ts';
import { count, observe } from '../run/metrics.ts';
import type { Escalation } from './escalation.ts';
import { leftBehind } from './left-behind.ts';
import { p2pLegOf } from './legs.ts';
import { writeStatus } from './search-attributes.ts';

const FINAL: readonly EscalationStatus[] = ['escalated', 'notEscalated', 'failed', 'cancelled'] satisfies FinalStatus[];
/** Why a call ends that no answer has reached: Graph closes its window, or does not tell of the call. A caller who hangs up meanwhile is no broken promise. */
const UNANSWERED: readonly string[] = ['answeredTooLate', 'timedOut'] satisfies NotEscalatedReason[];

/** The one place where the status changes. @param reason `EscalationReason`, of a run that has ended without the caller in the multiparty call */
export function enterStatus(escalation: Escalation, status: EscalationStatus, reason?: string): void {
  const { state, run } = escalation;
  if (state.status === status) return;
  observe('stepSeconds', { step: state.status }, now(run) - state.statusSince);
  state.status = status;
  state.statusSince = now(run);
  if (reason !== undefined) state.reason = reason;
  if (FINAL.includes(status)) countEnd(escalation);
  writeStatus(escalation);
  log.info('Escalation status', { status, ...(reason !== undefined && { reason }) });
  detailsHaveChanged(run);
}

function countEnd(escalation: Escalation): void {
  const { status, reason = 'none' } = escalation.state;
  count('escalationOutcomes', { outcome: status, reason });
  count('leftBehind', {}, leftBehind(escalation).length);
  if (UNANSWERED.includes(reason) && p2pLegOf(escalation).reached === 'incoming') count('unanswered', {});
}
