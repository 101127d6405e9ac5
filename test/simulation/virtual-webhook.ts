import {
  type CallbackRoute,
  type CallbackAddresses,
  createCallbackAddresses,
} from '../../activities/graph/client/callback-address.ts';
import { readNotifications } from '../../activities/graph/read/notifications.ts';
import { lateLegs } from '../../webhook/late-leg.ts';
import { groupByWorkflow } from '../../webhook/signal-batch.ts';
import { escalationWorkflowId, lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL, HANG_UP_LATE_LEG } from '../../workflows/contract/names.ts';
import type { Notification } from '../graph-simulator/model/teams.ts';
import { inRealTime } from './real-time.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { VirtualTemporal } from './virtual-temporal.ts';

/** The webhook without HTTP and tokens: verify the address, translate, route, deliver. */
export interface VirtualWebhook {
  receive(notification: Notification): void;
}

/** What a route of `ESCALATION_ROUTES` makes of an incoming call; undefined: no route. */
export type Route = (callId: string, receivedAt: string) => EscalateCallInput | undefined;

export const CALLBACK_BASE = 'https://webhook';

export function createAddresses(): CallbackAddresses {
  const addresses = createCallbackAddresses(['a key of thirty-two bytes or more, for all calls']);
  const known = new Map<string, Promise<CallbackRoute | undefined>>();
  return {
    sign: (route) => inRealTime(addresses.sign(route)),
    verify: (address) => {
      // The same address comes with each notification of its leg.
      const verified = known.get(address) ?? inRealTime(addresses.verify(address));
      known.set(address, verified);
      return verified;
    },
  };
}

export function createVirtualWebhook(
  clock: Pick<VirtualClock, 'now'>,
  temporal: VirtualTemporal,
  addresses: CallbackAddresses,
  route: Route,
): VirtualWebhook {
  async function receive({ url, body }: Notification): Promise<void> {
    const items = body.value;
    if (!Array.isArray(items)) return;
    const at = new Date(clock.now()).toISOString();
    const { events } = readNotifications(structuredClone(items), at);
    const [, address] = /api\/calls\/(.+)$/.exec(url) ?? [];
    if (address === undefined) return startOrSignal(temporal, route, events, at);
    const from = await addresses.verify(address);
    if (!from) throw new Error(`Graph calls an address that we did not sign: ${url}`);
    deliver(temporal, from, events);
  }
  return { receive: (notification) => void inRealTime(receive(notification)) };
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

/** A living leg that nobody is left for is hung up (rule 7). */
function deliver(temporal: VirtualTemporal, from: CallbackRoute, all: CallEvent[]): void {
  for (const { workflowId, events } of groupByWorkflow(all, from)) {
    if (temporal.signal(workflowId, CALL_NOTIFICATIONS, [events])) continue;
    for (const leg of lateLegs(events, from)) temporal.start(HANG_UP_LATE_LEG, lateLegWorkflowId(leg.callId), [leg]);
  }
}
