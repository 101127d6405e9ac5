import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { isId } from '../contract/call-id.ts';
import type { EscalationStatus } from '../contract/result.ts';
import {
  CALL_TENANT_ID,
  ESCALATION_REASON,
  ESCALATION_STATUS,
  MULTIPARTY_CALL_ID,
  P2P_CALL_ID,
} from '../contract/search-attributes.ts';
import type { Escalation } from './escalation.ts';
import { multipartyCallId } from './multiparty-call-id.ts';

/** Statuses whose beginning is written: each upsert is an event, and the query has what lies between (workflows/README.md, Names). */
const WRITTEN: readonly EscalationStatus[] = ['inviting', 'escalated', 'notEscalated', 'failed', 'cancelled'];

/** The attributes that hold from the start. */
export function writeStart({ state, input }: Escalation): void {
  upsertSearchAttributes([
    { key: ESCALATION_STATUS, value: state.status },
    { key: P2P_CALL_ID, value: input.p2pCall.id },
    { key: CALL_TENANT_ID, value: input.p2pCall.tenantId },
  ]);
}

export function writeStatus({ state: { status, reason } }: Escalation): void {
  if (!WRITTEN.includes(status)) return;
  const attributes: SearchAttributeUpdatePair[] = [{ key: ESCALATION_STATUS, value: status }];
  if (reason !== undefined) attributes.push({ key: ESCALATION_REASON, value: reason });
  upsertSearchAttributes(attributes);
}

/** Written as soon as a leg is known: an operator looks for the call by it, however the run ends. */
export function writeMultipartyCallId(escalation: Escalation): void {
  const { state } = escalation;
  const value = multipartyCallId(escalation);
  if (value === undefined || value === state.writtenMultipartyCallId) return;
  state.writtenMultipartyCallId = value;
  upsertSearchAttributes([{ key: MULTIPARTY_CALL_ID, value }]);
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
