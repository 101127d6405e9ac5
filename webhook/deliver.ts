import type { IncomingCall } from '../activities/graph/read/incoming-call.ts';
import type { ReadNotifications } from '../activities/graph/read/notifications.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import { decideStart, type EscalationRoute } from './escalation-routes.ts';
import { runConcurrently } from './run-concurrently.ts';
import { groupByWorkflow, type SignalBatch, splitSignals } from './signal-batch.ts';
import { type SignalContext, type SignalDeps, signalEvents } from './signal-events.ts';
import type { Delivery } from './temporal-port.ts';

/** The reply goes out within 2 s, so that Graph is not kept waiting. */
const DELIVERY_TIMEOUT_MS = 1_700;
/** Nothing else would announce an incoming call, so that delivery is retried for longer. */
const INCOMING_CALL_TIMEOUT_MS = 8_000;
/** How many workflows are signalled at once: one at a time, a body about hundreds of calls would never be done in time. */
const CONCURRENCY = 20;

export interface DeliverDeps extends SignalDeps {
  routes: readonly EscalationRoute[];
}

export interface ReceivedBody extends Pick<ReadNotifications, 'events' | 'incoming'>, Pick<SignalContext, 'route'> {
  /** The token's `tid`. */
  tenantId: string;
}

/** With the time that is left. */
type BodyInDelivery = ReceivedBody & SignalContext;

/**
 * Stores a body's events in Temporal: all of them, or it throws and Graph is asked to retry; some are then stored twice, which
 * changes nothing. What Temporal refuses for good counts as done, since a 503 would make Graph retry forever. Incoming calls come
 * first, because their callers are waiting; the events for one workflow keep their order.
 * @throws {TemporalUnavailable}
 */
export async function deliver(deps: DeliverDeps, body: ReceivedBody): Promise<void> {
  const until = Date.now() + (body.incoming.length > 0 ? INCOMING_CALL_TIMEOUT_MS : DELIVERY_TIMEOUT_MS);
  const delivering = { ...body, remainingMs: () => Math.max(1, until - Date.now()) };
  const all = groupByWorkflow(body.events, body.route).map((batch) => ({
    batch,
    call: body.route ? undefined : incomingOf(batch, body.incoming),
  }));
  const inOrder = [...all.filter(({ call }) => call), ...all.filter(({ call }) => !call)];
  await runConcurrently(inOrder, { concurrency: CONCURRENCY, until }, async ({ batch, call }) => {
    const events = call ? await start(deps, delivering, call, batch) : batch.events;
    await signalEvents(deps, delivering, { ...batch, events });
  });
}

function incomingOf({ events }: SignalBatch, incoming: readonly IncomingCall[]): IncomingCall | undefined {
  return incoming.find((call) => events.some(({ callId }) => normalizeId(callId) === normalizeId(call.callId)));
}

/** @returns the call's events that are still to be signalled */
async function start(deps: DeliverDeps, body: BodyInDelivery, call: IncomingCall, batch: SignalBatch): Promise<CallEvent[]> {
  const { temporal, routes, metrics, log } = deps;
  const { callId } = call;
  const decision = decideStart(routes, call, body.tenantId);
  if (decision.kind === 'noRoute') {
    metrics.incomingCalls.inc({ outcome: 'no_route' });
    return batch.events;
  }
  if (decision.kind === 'noUserId') {
    metrics.incomingCalls.inc({ outcome: 'no_user_id' });
    const why = 'The caller has no user id (phone, guest, or encrypted source: then consent to a Calls.* permission is missing)';
    log.warn({ callId, sourceKinds: call.sourceKinds }, `Not escalated. ${why}`);
    // The announcement is of no use to anybody; the other events may be for a workflow that another service has started.
    return batch.events.filter((event) => event.type !== 'call' || event.state !== 'incoming');
  }
  const [first = [], ...rest] = splitSignals(batch.events);
  const delivery = await temporal.startEscalation(decision.input, first, body.remainingMs());
  metrics.incomingCalls.inc({ outcome: START_OUTCOMES[delivery] });
  const of = { callId, workflowId: batch.workflowId };
  if (delivery === 'refused') log.error(of, 'Temporal refuses to start this escalation for good: the caller keeps ringing');
  else if (delivery === 'alreadyStarted') log.info(of, 'Incoming call announced again: its escalation has ended');
  else log.info(of, 'Incoming call: escalation started, or already running');
  return delivery === 'stored' ? rest.flat() : [];
}

const START_OUTCOMES: Record<Delivery, string> = {
  stored: 'started',
  alreadyStarted: 'already_started',
  noOpenRun: 'refused',
  refused: 'refused',
};
