import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
import type { LateLegInput } from '../workflows/contract/activities.ts';
import { escalationWorkflowId, normalizeId } from '../workflows/contract/call-id.ts';
import type { CallEvent } from '../workflows/contract/events.ts';

/**
 * Legs that turn out to be alive, on the address of a multiparty leg, while neither a run of that workflow is open nor a stay in the
 * call: they belong to nobody, so they are hung up (rule 7). Only an event about the call itself is proof; a late roster or operation is not. The
 * caller's own call is never ours to drop (rule 6), whatever address it turns up on.
 */
export function lateLegs(events: readonly CallEvent[], route: CallbackRoute | undefined): LateLegInput[] {
  if (route?.leg.kind !== 'multiparty') return [];
  const { workflowId, leg } = route;
  const alive = events.filter((event) => event.type === 'call' && event.state !== 'terminated');
  const ours = alive.filter(({ callId }) => escalationWorkflowId(callId) !== workflowId);
  const callIds = new Map(ours.map(({ callId }) => [normalizeId(callId), callId]));
  return [...callIds.values()].map((callId) => ({ callId, tenantId: leg.tenantId }));
}
