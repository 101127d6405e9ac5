import { escalationWorkflowId, lateLegWorkflowId } from './call-id.ts';

/** A worker killed in its first task must not cost the answer window: measured 12 s with Temporal's default of 10 s, 5 s with 3 s. */
const WORKFLOW_TASK_TIMEOUT = '3 seconds';

/**
 * How every starter starts `escalateCall` (workflows/README.md, Starts). No run or execution timeout: those run no code, so
 * legs would be left behind.
 */
export function escalationStartOptions(p2pCallId: string) {
  return {
    workflowId: escalationWorkflowId(p2pCallId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `P2P call ${p2pCallId} to multiparty`,
    staticDetails:
      'Answers the peer-to-peer call, creates a multiparty call, moves the caller into it and hangs up what is left over. *Cancel* tidies up, *terminate* leaves legs behind.',
  } as const;
}

/** How the webhook starts `hangUpLateLeg`: again and again if need be, for a false 404 may have ended the last one. */
export function lateLegStartOptions(callId: string) {
  return {
    workflowId: lateLegWorkflowId(callId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    staticSummary: `Hang up late leg ${callId}`,
  } as const;
}
