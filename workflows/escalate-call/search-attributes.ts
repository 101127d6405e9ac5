import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { isId } from '../contract/call-id.ts';
import type { EscalationStatus } from '../contract/result.ts';
import {
  CALL_TENANT_ID,
  ESCALATION_REASON,
  ESCALATION_STATUS,
  MULTIPARTY_CALL_ID,
  P2P_CALL_ID,
} from '../contract/search-attributes.ts';
import { escalationStartAttributes } from '../contract/start-options.ts';
import type { Escalation } from './escalation.ts';
import { multipartyCallId } from './multiparty-call-id.ts';

/** Statuses whose beginning is written: each upsert is an event, and the query has what lies between (workflows/README.md, Names). */
const WRITTEN: readonly EscalationStatus[] = ['inviting', 'escalated', 'notEscalated', 'failed', 'cancelled'];

/** The attributes that hold from the start; those that the starter has set need no event. */
export function writeStart({ input }: Escalation): void {
  const { typedSearchAttributes } = workflowInfo();
  const attributes = escalationStartAttributes(input.p2pCall).filter(
    ({ key, value }) => typedSearchAttributes.get(key) !== value,
  );
  if (attributes.length > 0) upsertSearchAttributes(attributes);
}

/** With the multiparty call, so far as it is known: an operator looks for the call by it, however the run ends. */
export function writeStatus(escalation: Escalation): void {
  const { status, reason } = escalation.state;
  if (!WRITTEN.includes(status)) return;
  const attributes: SearchAttributeUpdatePair[] = [{ key: ESCALATION_STATUS, value: status }];
  if (reason !== undefined) attributes.push({ key: ESCALATION_REASON, value: reason });
  const callId = unwrittenMultipartyCallId(escalation);
  if (callId !== undefined) attributes.push({ key: MULTIPARTY_CALL_ID, value: callId });
  upsertSearchAttributes(attributes);
}

function unwrittenMultipartyCallId(escalation: Escalation): string | undefined {
  const callId = multipartyCallId(escalation);
  return callId === workflowInfo().typedSearchAttributes.get(MULTIPARTY_CALL_ID) ? undefined : callId;
}

/**
 * A refused run is found by what its input names, as far as that can be an id: Temporal refuses longer values.
 * @param claimed the input's `p2pCall`, unchecked
 */
export function writeRefusal(failureType: string, { id, tenantId }: Record<string, unknown>): void {
  const attributes: SearchAttributeUpdatePair[] = [
    { key: ESCALATION_STATUS, value: 'failed' },
    { key: ESCALATION_REASON, value: failureType },
  ];
  if (typeof id === 'string' && isId(id)) attributes.push({ key: P2P_CALL_ID, value: id });
  if (typeof tenantId === 'string' && isId(tenantId)) attributes.push({ key: CALL_TENANT_ID, value: tenantId });
  upsertSearchAttributes(attributes);
}
