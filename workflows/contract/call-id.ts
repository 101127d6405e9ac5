/**
 * The form in which call ids and user ids are compared: Graph writes the same id as 32 upper-case hex digits and as a
 * lower-case GUID with dashes (Graph §5.2). For requests the id is sent as it was received.
 */
export function normalizeId(id: string): string {
  return id.toLowerCase().replaceAll('-', '');
}

/** In characters: what Graph sends is shorter; Temporal takes at most 1,000 in a workflow id, 2 kB in a search attribute. */
const LONGEST_ID = 255;

/**
 * False for what is too long to be one, and for `__proto__` and `constructor`, in whatever spelling: what is heard is filed by folded id, and under these names every
 * JavaScript object has something already.
 */
export function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID && !(normalizeId(id) in {});
}

/** Workflow id of the one escalation that a P2P call can have. */
export function escalationWorkflowId(p2pCallId: string): string {
  return `escalation-${normalizeId(p2pCallId)}`;
}

/** Workflow id of the small workflow that hangs up a leg which showed itself after its escalation had ended. */
export function lateLegWorkflowId(callId: string): string {
  return `late-leg-${normalizeId(callId)}`;
}
