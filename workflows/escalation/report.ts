import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { log, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { News } from '../call/news.ts';
import {
  CALL_TENANT_ID,
  ESCALATION_REASON,
  ESCALATION_STATUS,
  MULTIPARTY_CALL_ID,
  P2P_CALL_ID,
} from '../contract/search-attributes.ts';
import type { EscalationStatus } from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { currentDetails } from './current-details.ts';
import { multipartyCallId } from './multiparty-call-id.ts';
import { snapshot } from './snapshot.ts';

/** Statuses whose beginning is written to the search attributes: each upsert is an event, and the query has what lies between (design, Names). */
const WRITTEN: readonly EscalationStatus[] = ['inviting', 'staying', 'escalated', 'notEscalated', 'failed', 'cancelled'];

/** The one place where the status changes. */
export function enter(e: Escalation, status: EscalationStatus, reason?: string): void {
  if (e.status === status) return;
  e.status = status;
  if (WRITTEN.includes(status)) {
    const attributes: SearchAttributeUpdatePair[] = [{ key: ESCALATION_STATUS, value: status }];
    if (reason !== undefined) attributes.push({ key: ESCALATION_REASON, value: reason });
    upsertSearchAttributes(attributes);
  }
  log.info('Escalation status', { status, ...(reason !== undefined && { reason }) });
  report(e, reason);
}

/** Written as soon as a leg is known: an operator probes for the call by it, however the run ends. */
export function writeMultipartyCallId(e: Escalation): void {
  const value = multipartyCallId(e);
  if (value === undefined || value === e.writtenMultipartyCallId) return;
  e.writtenMultipartyCallId = value;
  upsertSearchAttributes([{ key: MULTIPARTY_CALL_ID, value }]);
}

/** The attributes that hold from the start. */
export function writeStart(e: Escalation): void {
  upsertSearchAttributes([
    { key: ESCALATION_STATUS, value: e.status },
    { key: P2P_CALL_ID, value: e.subject.p2pCallId },
    { key: CALL_TENANT_ID, value: e.input.p2pCall.tenantId },
  ]);
}

/** In lines: an escalation has some 20; a flood must not grow into a result that Temporal refuses for ever (2 MB). */
const LONGEST_STORY = 300;

/** Adds a line to the story that query, UI and result tell. How it began and how it ended are worth more than what lies between. */
export function note(e: Escalation, news: News): void {
  const at = new Date().toISOString();
  e.timeline.push({ at, ...news });
  if (e.timeline.length > LONGEST_STORY) e.timeline.splice(LONGEST_STORY / 2, 2, { at, what: 'Lines were left out here' });
  report(e);
}

/** Renews what the run's page in the Temporal UI shows; costs no event. `reason`: of a run that has ended. */
export function report(e: Escalation, reason?: string): void {
  setCurrentDetails(currentDetails(snapshot(e), reason));
}
