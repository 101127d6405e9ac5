import type { IncomingCall } from '../activities/graph/read/incoming-call.ts';
import type { EscalateCallInput } from '../workflows/contract/input.ts';
import { type EscalationRoute, findRoute } from './escalation-routes.ts';

export type Start =
  | { is: 'start'; input: EscalateCallInput }
  /** Other services start such calls, or nobody does. */
  | { is: 'noRoute' }
  | { is: 'noUserId' };

/** What a route makes of an incoming call. @param tenantId the token's `tid`: tenant of the call */
export function startFor(routes: readonly EscalationRoute[], call: IncomingCall, tenantId: string): Start {
  const route = findRoute(routes, call, tenantId);
  if (!route) return { is: 'noRoute' };
  if (!call.caller) return { is: 'noUserId' };
  const p2pCall = { id: call.callId, tenantId, state: 'incoming', caller: { user: call.caller }, receivedAt: call.at } as const;
  return { is: 'start', input: { ...route.escalate, p2pCall } };
}
