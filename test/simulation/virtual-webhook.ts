import { readNotifications } from '../../activities/graph/read-notifications.ts';
import type { CallbackRoute } from '../../activities/graph/callback-address.ts';
import { escalationWorkflowId, lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL, HANG_UP_LATE_LEG } from '../../workflows/contract/names.ts';
import type { Notification } from '../graph-simulator/model/teams.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { VirtualTemporal } from './virtual-temporal.ts';

/** The webhook without HTTP and tokens: translate, route, deliver. */
export interface VirtualWebhook {
  address(route: CallbackRoute): string;
  receive(notification: Notification): void;
}

/** What a route of `ESCALATION_ROUTES` makes of an incoming call; undefined: no route. */
export type Route = (callId: string, receivedAt: string) => EscalateCallInput | undefined;

export function createVirtualWebhook(clock: VirtualClock, temporal: VirtualTemporal, route: Route): VirtualWebhook {
  const routes = new Map<string, CallbackRoute>();
  return {
    address(of) {
      const url = `https://webhook/api/calls/${routes.size + 1}`;
      routes.set(url, of);
      return url;
    },
    receive(notification) {
      const items = notification.body.value;
      if (!Array.isArray(items)) return;
      const at = new Date(clock.now()).toISOString();
      const { events } = readNotifications(structuredClone(items), at);
      const from = routes.get(notification.url);
      if (from) deliver(temporal, from, events);
      else startOrSignal(temporal, route, events, at);
    },
  };
}

function startOrSignal(temporal: VirtualTemporal, route: Route, events: CallEvent[], at: string): void {
  for (const event of events) {
    const workflowId = escalationWorkflowId(event.callId);
    const input = event.type === 'call' && event.state === 'incoming' ? route(event.callId, at) : undefined;
    const known = temporal.runs.some((run) => run.workflowId === workflowId);
    if (input && !known) temporal.start(ESCALATE_CALL, workflowId, [input], [{ name: CALL_NOTIFICATIONS, args: [[event]] }]);
    else temporal.signal(workflowId, CALL_NOTIFICATIONS, [[event]]);
  }
}

/** A living leg that nobody is left for is hung up (design, rule 7). */
function deliver(temporal: VirtualTemporal, { workflowId, leg }: CallbackRoute, events: CallEvent[]): void {
  if (temporal.signal(workflowId, CALL_NOTIFICATIONS, [events.map((event) => ({ ...event, leg }))]) || leg.kind === 'p2p') return;
  for (const { type, callId, ...event } of events) {
    if (type !== 'call' || !('state' in event) || event.state === 'terminated') continue;
    temporal.start(HANG_UP_LATE_LEG, lateLegWorkflowId(callId), [{ callId, tenantId: leg.tenantId }]);
  }
}
