import type { CallbackRoute } from '../activities/graph/callback-address.ts';
import type { ReadNotification } from '../activities/graph/read-notifications.ts';
import { foldId } from '../workflows/contract/call-id.ts';
import { type EscalationRoute, findRoute } from './escalation-routes.ts';
import { type IncomingCall, incomingCalls } from './incoming-call.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Post, sortPosts, splitSignals } from './post.ts';
import type { Delivery, TemporalPort } from './temporal-port.ts';

/** Answered within 2 s, so that Graph is not kept waiting. */
const DELIVER_WITHIN = 1_700;
/** Nothing else would tell us of an incoming call, so it is tried for longer. */
const INCOMING_WITHIN = 8_000;

export interface DeliverDeps {
  temporal: TemporalPort;
  routes: readonly EscalationRoute[];
  metrics: Metrics;
  log: Log;
}

export interface Delivered {
  notifications: readonly ReadNotification[];
  /** What the callback address says; undefined on the registered address. */
  route: CallbackRoute | undefined;
  /** The token's `tid`. */
  tenantId: string;
  /** ISO time. */
  receivedAt: string;
}

/**
 * Stores what a body says in Temporal: all of it, or it throws and Graph is told to come again. What Temporal refuses for good
 * counts as done: a 503 would loop.
 * @throws {TemporalAway}
 */
export async function deliver(deps: DeliverDeps, body: Delivered): Promise<void> {
  const { notifications, route } = body;
  const incoming = route ? [] : incomingCalls(notifications);
  const until = Date.now() + (incoming.length > 0 ? INCOMING_WITHIN : DELIVER_WITHIN);
  const left = () => Math.max(1, until - Date.now());
  for (const post of sortPosts(notifications, route)) {
    const call = incoming.find(({ callId }) => post.events.some((event) => foldId(event.callId) === foldId(callId)));
    const started = call && (await startByRoute(deps, body, call, post, left));
    if (!started) await signal(deps, body, post, left);
  }
}

async function signal(deps: DeliverDeps, body: Delivered, post: Post, left: () => number): Promise<void> {
  for (const events of splitSignals(post.events)) {
    const delivery = await deps.temporal.signal(post.workflowId, events, left());
    count(deps, delivery, { workflowId: post.workflowId, events: events.length });
    if (delivery === 'nobodyThere') await hangUpLateLegs(deps, body, events, left);
  }
}

/** @returns whether a route took the call, so that its events need no signal of their own */
async function startByRoute(
  deps: DeliverDeps,
  body: Delivered,
  call: IncomingCall,
  post: Post,
  left: () => number,
): Promise<boolean> {
  const { metrics, log, temporal } = deps;
  const found = findRoute(deps.routes, call, body.tenantId);
  if (!found) {
    metrics.incomingCalls.inc({ outcome: 'no_route' });
    return false;
  }
  if (!call.caller) {
    metrics.incomingCalls.inc({ outcome: 'no_user_id' });
    const why = 'The caller has no user id (phone, guest, or encrypted source: then consent to a Calls.* permission is missing)';
    log.warn({ callId: call.callId, sourceKinds: call.sourceKinds }, `Not escalated. ${why}`);
    return true;
  }
  const p2pCall = {
    id: call.callId,
    tenantId: body.tenantId,
    state: 'incoming',
    caller: { user: call.caller },
    receivedAt: body.receivedAt,
  } as const;
  const delivery = await temporal.startEscalation({ ...found.escalate, p2pCall }, post.events, left());
  metrics.incomingCalls.inc({
    outcome: delivery === 'stored' ? 'started' : delivery === 'alreadyStarted' ? 'already_started' : 'refused',
  });
  if (delivery === 'refused')
    log.error({ callId: call.callId }, 'Temporal refuses to start the escalation: the caller keeps ringing');
  else log.info({ callId: call.callId, workflowId: post.workflowId, delivery }, 'Incoming call');
  return true;
}

/** A leg that shows itself alive when nobody is left to care for it is hung up (design, rule 7). */
async function hangUpLateLegs(
  deps: DeliverDeps,
  { route }: Delivered,
  events: Post['events'],
  left: () => number,
): Promise<void> {
  if (route?.leg.kind !== 'multiparty') return;
  const alive = events.filter((event) => event.type === 'call' && event.state !== 'terminated');
  for (const callId of new Set(alive.map((event) => event.callId))) {
    await deps.temporal.hangUpLateLeg({ callId, tenantId: route.tenantId }, left());
    deps.metrics.lateLegs.inc();
    deps.log.warn({ callId, workflowId: route.workflowId }, 'A leg shows itself after its escalation has ended; hanging it up');
  }
}

function count({ metrics, log }: DeliverDeps, delivery: Delivery, of: { workflowId: string; events: number }): void {
  metrics.events.inc({ outcome: delivery }, of.events);
  if (delivery === 'refused') log.error(of, 'Temporal refuses these events for good: they are lost, and probes must find out');
}
