import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** All Keyword: SQL visibility caps attributes of other types. No names, numbers or other personal data. */
export const ESCALATION_STATUS = defineSearchAttributeKey('EscalationStatus', SearchAttributeType.KEYWORD);
export const ESCALATION_REASON = defineSearchAttributeKey('EscalationReason', SearchAttributeType.KEYWORD);
export const P2P_CALL_ID = defineSearchAttributeKey('P2PCallId', SearchAttributeType.KEYWORD);
export const MULTIPARTY_CALL_ID = defineSearchAttributeKey('MultipartyCallId', SearchAttributeType.KEYWORD);
export const CALL_TENANT_ID = defineSearchAttributeKey('CallTenantId', SearchAttributeType.KEYWORD);

export const SEARCH_ATTRIBUTES = [ESCALATION_STATUS, ESCALATION_REASON, P2P_CALL_ID, MULTIPARTY_CALL_ID, CALL_TENANT_ID];
