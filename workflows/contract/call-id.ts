/**
 * The form in which call ids and user ids are compared: Graph writes the same id as 32 upper-case hex digits and as a
 * lower-case GUID with dashes (Graph §5.2). For requests the id is sent as it was received.
 */
export function normalizeId(id: string): string {
  return id.toLowerCase().replaceAll('-', '');
}

/** Graph's ids are shorter; Temporal accepts at most 1,000 characters in a workflow id, 2 kB in a search attribute. */
const MAX_ID_LENGTH = 255;

/**
 * False for what is too long to be an id, and for `__proto__` and `constructor` in any spelling: state is keyed by normalized id,
 * and under these names every JavaScript object has a property already.
 */
export function isId(id: string): boolean {
  return id !== '' && id.length <= MAX_ID_LENGTH && !(normalizeId(id) in {});
}

/** Workflow id of the one escalation that a P2P call can have. */
export function escalationWorkflowId(p2pCallId: string): string {
  return `escalation-${normalizeId(p2pCallId)}`;
}

/** Workflow id of the small workflow that hangs up a leg which was found alive after its escalation had ended. */
export function lateLegWorkflowId(callId: string): string {
  return `late-leg-${normalizeId(callId)}`;
}

/** Workflow id of the one stay that a multiparty call can have. */
export function stayWorkflowId(callId: string): string {
  return `call-${normalizeId(callId)}`;
}

/** Workflow id of one request to invite people into a multiparty call. */
export function inviteWorkflowId(callId: string, requestId: string): string {
  return `invite-${normalizeId(callId)}-${requestId}`;
}

/** What Graph sends back with the operation of an invite; at most 256 characters. @param invite counted from 1, over all runs of that workflow id */
export function inviteClientContext(workflowId: string, invite: number): string {
  return `${workflowId}/${invite}`;
}

/** The `inviteToCall` that a `clientContext` names; undefined for any other. */
export function inviteWorkflowOf(clientContext: string): string | undefined {
  return /^(invite-[\w-]+-[\w.-]+)\/\d+$/.exec(clientContext)?.[1];
}

/** Of a stay, of an `inviteToCall`, and of an escalation. */
const INVITE_CONTEXTS = [/^(?:call|invite)-[\w.-]+\/\d+$/, /^invite-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-\d+$/i];

/** Whether one of our workflows has named an invite so: such an operation is known to be that one's. */
export function isInviteContext(clientContext: string): boolean {
  return INVITE_CONTEXTS.some((pattern) => pattern.test(clientContext));
}
