import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
import type { IncomingCall } from '../activities/graph/read/incoming-call.ts';
import type { ReadNotifications } from '../activities/graph/read/notifications.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import type { EscalationRoute } from './escalation-routes.ts';
import { inLanes } from './in-lanes.ts';
import { lateLegs } from './late-leg.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { type Post, groupByWorkflow } from './signal-batch.ts';
import { splitSignals } from './split-signals.ts';
import { startFor } from './start-escalation.ts';
import type { Delivery, TemporalPort } from './temporal-port.ts';

/** Answered within 2 s, so that Graph is not kept waiting. */
const DELIVER_WITHIN = 1_700;
/** Nothing else would tell us of an incoming call, so it is tried for longer. */
const INCOMING_WITHIN = 8_000;
/** How many workflows are told at once: one after the other, a body of some hundred calls would never be done in time. */
const LANES = 20;

export interface DeliverDeps {
  temporal: TemporalPort;
  routes: readonly EscalationRoute[];
  metrics: Metrics;
  log: Logger;
}

export interface Delivered extends Pick<ReadNotifications, 'events' | 'incoming'> {
  /** What the callback address says; undefined on the registered address. */
  route: CallbackRoute | undefined;
  /** The token's `tid`. */
  tenantId: string;
}

/** `Delivered`, with the time that is left for it. */
interface Delivering extends Delivered {
  left(): number;
}

/**
 * Stores what a body says in Temporal: all of it, or it throws and Graph is told to come again; what was stored before is then
 * stored twice, which changes nothing. What Temporal refuses for good counts as done: a 503 would loop. Incoming calls come first,
 * for their callers wait; what is for one workflow keeps its order.
 * @throws {TemporalUnavailable}
 */
export async function deliver(deps: DeliverDeps, body: Delivered): Promise<void> {
  const until = Date.now() + (body.incoming.length > 0 ? INCOMING_WITHIN : DELIVER_WITHIN);
  const delivering = { ...body, left: () => Math.max(1, until - Date.now()) };
  const all = groupByWorkflow(body.events, body.route).map((post) => ({
    post,
    call: body.route ? undefined : incomingOf(post, body.incoming),
  }));
  const inOrder = [...all.filter(({ call }) => call), ...all.filter(({ call }) => !call)];
  await inLanes(inOrder, { lanes: LANES, until }, async ({ post, call }) => {
    const events = call ? await start(deps, delivering, call, post) : post.events;
    await signal(deps, delivering, { ...post, events });
  });
}

function incomingOf({ events }: Post, incoming: readonly IncomingCall[]): IncomingCall | undefined {
  return incoming.find((call) => events.some(({ callId }) => normalizeId(callId) === normalizeId(call.callId)));
}

async function signal(deps: DeliverDeps, body: Delivering, { workflowId, events: all }: Post): Promise<void> {
  const { temporal, metrics, log } = deps;
  for (const events of splitSignals(all)) {
    const delivery = await temporal.signal(workflowId, events, body.left());
    metrics.events.inc({ outcome: delivery }, events.length);
    tell(log, delivery, { workflowId, events: events.map(({ type }) => type) });
    if (delivery === 'noOpenRun') await hangUpLateLegs(deps, body, events);
  }
}

function tell(log: Logger, delivery: Delivery, of: { workflowId: string; events: string[] }): void {
  if (delivery === 'refused') log.error(of, 'Temporal refuses these events for good: they are lost, and probes must find out');
  else if (delivery === 'noOpenRun') log.info(of, 'No open run for these events');
  else log.info(of, 'Events signalled');
}

/** @returns the call's events that are still to be signalled */
async function start(deps: DeliverDeps, body: Delivering, call: IncomingCall, post: Post): Promise<CallEvent[]> {
  const { temporal, routes, metrics, log } = deps;
  const { callId } = call;
  const start = startFor(routes, call, body.tenantId);
  if (start.is === 'noRoute') {
    metrics.incomingCalls.inc({ outcome: 'no_route' });
    return post.events;
  }
  if (start.is === 'noUserId') {
    metrics.incomingCalls.inc({ outcome: 'no_user_id' });
    const why = 'The caller has no user id (phone, guest, or encrypted source: then consent to a Calls.* permission is missing)';
    log.warn({ callId, sourceKinds: call.sourceKinds }, `Not escalated. ${why}`);
    // Its announcement needs nobody; what else is said of it may concern a workflow that another service has started.
    return post.events.filter((event) => event.type !== 'call' || event.state !== 'incoming');
  }
  const [first = [], ...rest] = splitSignals(post.events);
  const delivery = await temporal.startEscalation(start.input, first, body.left());
  metrics.incomingCalls.inc({ outcome: START_OUTCOMES[delivery] });
  const of = { callId, workflowId: post.workflowId };
  if (delivery === 'refused') log.error(of, 'Temporal refuses to start this escalation for good: the caller keeps ringing');
  else if (delivery === 'alreadyStarted') log.info(of, 'Incoming call told again: its escalation has ended');
  else log.info(of, 'Incoming call: escalation started, or told again');
  return delivery === 'stored' ? rest.flat() : [];
}

const START_OUTCOMES: Record<Delivery, string> = {
  stored: 'started',
  alreadyStarted: 'already_started',
  noOpenRun: 'refused',
  refused: 'refused',
};

async function hangUpLateLegs({ temporal, metrics, log }: DeliverDeps, body: Delivering, events: Post['events']): Promise<void> {
  for (const leg of lateLegs(events, body.route)) {
    const delivery = await temporal.hangUpLateLeg(leg, body.left());
    const of = { callId: leg.callId, workflowId: body.route?.workflowId };
    metrics.lateLegs.inc({ outcome: delivery === 'stored' ? 'hanging_up' : 'refused' });
    if (delivery === 'stored') log.warn(of, 'A leg shows itself after its escalation has ended: hanging it up');
    else log.error({ ...of, delivery }, 'A leg shows itself after its escalation has ended, and Temporal refuses to hang it up');
  }
}
