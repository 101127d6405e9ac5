import { escalationWorkflowId, inviteWorkflowId, isId, lateLegWorkflowId, stayWorkflowId } from './call-id.ts';
import type { EscalationStatus } from './result.ts';
import { CALL_TENANT_ID, ESCALATION_STATUS, P2P_CALL_ID } from './search-attributes.ts';

/** A worker killed in its first task must not cost the answer window: measured 12 s with Temporal's default of 10 s, 5 s with 3 s. */
const WORKFLOW_TASK_TIMEOUT = '3 seconds';

/**
 * Where tasks queue up, Temporal takes them from each tenant in turn, so that no tenant's rush keeps another's callers waiting. What a
 * run begins inherits it. Only of what is a tenant's id: Temporal refuses a start with a key of more than 64 bytes.
 */
function fairlyFor(tenantId: string) {
  return /^[\da-f-]{32,36}$/i.test(tenantId) ? { priority: { fairnessKey: tenantId.toLowerCase() } } : {};
}

/**
 * How everybody starts `escalateCall` (workflows/README.md, Starts). No run or execution timeout: those run no code, so
 * legs would be left behind.
 */
export function escalationStartOptions({ id: p2pCallId, tenantId }: { id: string; tenantId: string }) {
  return {
    ...fairlyFor(tenantId),
    workflowId: escalationWorkflowId(p2pCallId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `P2P call ${p2pCallId} to multiparty`,
    staticDetails:
      'Answers the peer-to-peer call, creates a multiparty call, moves the caller into it and hangs up what is left over. *Cancel* tidies up, *terminate* leaves legs behind.',
  } as const;
}

/** What an escalation is found by from its start. A starter may set it: then the first task need not write it. Temporal refuses a start with longer ids. */
export function escalationStartAttributes({ id: p2pCallId, tenantId }: { id: string; tenantId: string }) {
  if (!isId(p2pCallId) || !isId(tenantId)) return [];
  const status: EscalationStatus = 'answering';
  return [
    { key: ESCALATION_STATUS, value: status },
    { key: P2P_CALL_ID, value: p2pCallId },
    { key: CALL_TENANT_ID, value: tenantId },
  ];
}

/** How `inviteToCall` is started: one run a request id, so that nobody is rung twice for it. */
export function inviteStartOptions({ id: callId, tenantId }: { id: string; tenantId: string }, requestId: string) {
  return {
    ...fairlyFor(tenantId),
    workflowId: inviteWorkflowId(callId, requestId),
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `Invite people into call ${callId}`,
    staticDetails:
      'Invites people into a multiparty call. *Cancel* invites nobody more, and awaits the answer of those whom Teams is ringing.',
  } as const;
}

/** How `stayInCall` is started, by an escalation or by the client: a call id never comes back, so there is one stay a call. */
export function stayStartOptions(callId: string) {
  return {
    workflowId: stayWorkflowId(callId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `Stay in call ${callId}`,
    staticDetails:
      'Keeps the multiparty call alive and follows who is in it. *Cancel* leaves the call, *terminate* leaves the leg behind.',
  } as const;
}

/** How the webhook starts `hangUpLateLeg`: repeatedly if need be, since a false 404 may have ended the last one. */
export function lateLegStartOptions(callId: string) {
  return {
    workflowId: lateLegWorkflowId(callId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `Hang up late leg ${callId}`,
  } as const;
}
