import {
  type CallbackAddresses,
  type CallbackRoute,
  packRoute,
  unpackRoute,
} from '../../activities/graph/client/callback-address.ts';
import { readNotifications } from '../../activities/graph/read/notifications.ts';
import { rememberClosedRuns } from '../../webhook/closed-runs.ts';
import { createLogger } from '../../webhook/logger.ts';
import { createMetrics } from '../../webhook/metrics.ts';
import { groupByWorkflow } from '../../webhook/signal-batch.ts';
import { type SignalDeps, signalEvents } from '../../webhook/signal-events.ts';
import { escalationWorkflowId, lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import { escalationStartAttributes } from '../../workflows/contract/start-options.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL, HANG_UP_LATE_LEG } from '../../workflows/contract/names.ts';
import type { Notification } from '../graph-simulator/model/teams.ts';
import { asPayloads } from './fake-temporal/payload.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { VirtualTemporal } from './virtual-temporal.ts';

/** The webhook without HTTP and tokens: verify the address, translate, route, deliver. */
export interface VirtualWebhook {
  receive(notification: Notification): void;
}

/** What a route of `ESCALATION_ROUTES` makes of an incoming call; undefined: no route. */
export type Route = (callId: string, receivedAt: string) => EscalateCallInput | undefined;

export const CALLBACK_BASE = 'https://webhook';

/** Not one for another service of the app registration, which has an address of its own. */
export function isOurs({ url }: Notification): boolean {
  return url.startsWith(`${CALLBACK_BASE}/`);
}

/** Routes are packed as the real ones are. Signatures cost more than all else of a run, and have tests of their own. */
export function createAddresses(): CallbackAddresses {
  const signed = new Map<string, CallbackRoute | undefined>();
  return {
    async sign(route) {
      const packed = packRoute(route);
      const address = Buffer.from(packed).toString('base64url');
      signed.set(address, unpackRoute(packed));
      return address;
    },
    verify: async (address) => signed.get(address),
  };
}

export function createVirtualWebhook(
  clock: Pick<VirtualClock, 'now'>,
  temporal: VirtualTemporal,
  addresses: CallbackAddresses,
  route: Route,
): VirtualWebhook {
  const closedRuns = rememberClosedRuns();
  async function receive({ url, body }: Notification): Promise<void> {
    const items = body.value;
    if (!Array.isArray(items)) return;
    const at = new Date(clock.now()).toISOString();
    const { events } = readNotifications(asPayloads(items), at);
    const [, address] = /api\/calls\/(.+)$/.exec(url) ?? [];
    const from = address === undefined ? undefined : await addresses.verify(address);
    if (address !== undefined && !from) throw new Error(`Graph calls an address that we did not sign: ${url}`);
    const deps = { temporal: portOf(temporal), closedRuns, ...SILENT };
    const context = { route: from, remainingMs: () => 1_000 };
    for (const batch of groupByWorkflow(from ? events : startedBy(temporal, route, events, at), from))
      await signalEvents(deps, context, batch);
  }
  return { receive: (notification) => void receive(notification) };
}

/** Starts the escalations that routes want. @returns what is left to be signalled */
function startedBy(temporal: VirtualTemporal, route: Route, events: CallEvent[], at: string): CallEvent[] {
  return events.filter((event) => {
    const workflowId = escalationWorkflowId(event.callId);
    const input = event.type === 'call' && event.state === 'incoming' ? route(event.callId, at) : undefined;
    if (!input) return true;
    const signals = [{ name: CALL_NOTIFICATIONS, args: [[event]] }];
    const attributes = Object.fromEntries(escalationStartAttributes(input.p2pCall).map(({ key, value }) => [key.name, value]));
    return temporal.start(ESCALATE_CALL, workflowId, [input], signals, 'REJECT_DUPLICATE', attributes) === undefined;
  });
}

function portOf(temporal: VirtualTemporal): SignalDeps['temporal'] {
  const never = () => Promise.reject(new Error('The simulated webhook starts escalations by itself'));
  return {
    signal: async (workflowId, events) => (temporal.signal(workflowId, CALL_NOTIFICATIONS, [events]) ? 'stored' : 'noOpenRun'),
    hangUpLateLeg: async (leg) => {
      temporal.start(HANG_UP_LATE_LEG, lateLegWorkflowId(leg.callId), [leg]);
      return 'stored';
    },
    startEscalation: never,
    isReachable: async () => true,
  };
}

/** Counted and logged it is elsewhere. */
const SILENT = { metrics: createMetrics(), log: createLogger('silent') };
