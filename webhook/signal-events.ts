import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
import type { CallEvent } from '../workflows/contract/events.ts';
import type { ClosedRuns } from './closed-runs.ts';
import { lateLegs } from './late-leg.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { groupByInvite, groupByStay, type SignalBatch, splitSignals } from './signal-batch.ts';
import type { Delivery, TemporalPort } from './temporal-port.ts';

export interface SignalDeps {
  temporal: TemporalPort;
  closedRuns: ClosedRuns;
  metrics: Metrics;
  log: Logger;
}

/** Of the body that the events came in. */
export interface SignalContext {
  /** What the callback address carries; undefined on the registered address. */
  route: CallbackRoute | undefined;
  /** How long Temporal may take. */
  remainingMs(): number;
}

/**
 * Signals a batch to its workflow, in the events' order; what finds no open run there goes to the stay in the call that it names, for
 * a leg that was handed over keeps its address. The stay is asked second because the escalation starts it before it closes, and
 * Temporal records the two in that order: an event that finds the escalation closed finds the stay, unless that has ended, too.
 * Asked the other way round, both could say no while one of the two was open all the time. From one run of a stay to the next
 * there is no moment without an open one.
 */
export async function signalEvents(deps: SignalDeps, context: SignalContext, batch: SignalBatch): Promise<void> {
  const unclaimed: CallEvent[] = [];
  for (const events of splitSignals(batch.events)) {
    if (!(await isTaken(deps, context, { ...batch, events }))) unclaimed.push(...(await signalStays(deps, context, events)));
  }
  // Last, because an invite that misses its operation is told by its probes.
  const claimed = await signalInvites(deps, context, batch.events);
  const nobodys = unclaimed.filter((event) => !claimed.has(event));
  if (nobodys.length === 0) return;
  deps.metrics.events.inc({ outcome: 'noOpenRun' }, nobodys.length);
  deps.log.info(logEntry({ ...batch, events: nobodys }), 'No open run for these events');
}

/** @returns whether there is an open run, which has been told */
async function isTaken(deps: SignalDeps, context: SignalContext, batch: SignalBatch): Promise<boolean> {
  const { route } = context;
  if (route && deps.closedRuns.mayPassBy(route, batch.events)) return false;
  const delivery = await signal(deps, context, batch, 'stored');
  if (route && delivery === 'noOpenRun') deps.closedRuns.remember(route);
  return delivery !== 'noOpenRun';
}

/** Whoever has no stay either may be a late leg. @returns the events that no stay took */
async function signalStays(deps: SignalDeps, context: SignalContext, events: readonly CallEvent[]): Promise<CallEvent[]> {
  const unclaimed: CallEvent[] = [];
  for (const batch of groupByStay(events)) {
    if ((await signal(deps, context, batch, 'storedByStay')) !== 'noOpenRun') continue;
    unclaimed.push(...batch.events);
    await hangUpLateLegs(deps, context, batch.events);
  }
  return unclaimed;
}

/** Operations go to the invite that they name as well: the call itself may be anybody's. @returns the events that an invite took */
async function signalInvites(
  deps: SignalDeps,
  context: SignalContext,
  events: readonly CallEvent[],
): Promise<ReadonlySet<CallEvent>> {
  const claimed = new Set<CallEvent>();
  for (const batch of groupByInvite(events)) {
    for (const part of splitSignals(batch.events)) {
      const delivery = await signal(deps, context, { ...batch, events: part }, 'storedByInvite');
      if (delivery === 'stored') for (const event of part) claimed.add(event);
    }
  }
  return claimed;
}

/** @param storedAs how the metric calls it that Temporal has stored the events */
async function signal(
  { temporal, metrics, log }: SignalDeps,
  context: SignalContext,
  batch: SignalBatch,
  storedAs: 'stored' | 'storedByStay' | 'storedByInvite',
): Promise<Delivery> {
  const delivery = await temporal.signal(batch.workflowId, batch.events, context.remainingMs());
  // Another workflow may have an open run.
  if (delivery === 'noOpenRun') return delivery;
  metrics.events.inc({ outcome: delivery === 'stored' ? storedAs : delivery }, batch.events.length);
  if (delivery === 'refused')
    log.error(logEntry(batch), 'Temporal refuses these events for good: they are lost, and the workflow must probe');
  else log.info(logEntry(batch), 'Events signalled');
  return delivery;
}

function logEntry({ workflowId, events }: SignalBatch): { workflowId: string; events: string[] } {
  return { workflowId, events: events.map(({ type }) => type) };
}

async function hangUpLateLegs(
  { temporal, metrics, log }: SignalDeps,
  { route, remainingMs }: SignalContext,
  events: readonly CallEvent[],
): Promise<void> {
  for (const leg of lateLegs(events, route)) {
    const delivery = await temporal.hangUpLateLeg(leg, remainingMs());
    const of = { callId: leg.callId, workflowId: route?.workflowId };
    metrics.lateLegs.inc({ outcome: delivery === 'stored' ? 'hanging_up' : 'refused' });
    if (delivery === 'stored') log.warn(of, 'A leg is alive and nobody looks after it: hanging it up');
    else log.error({ ...of, delivery }, 'A leg is alive and nobody looks after it, and Temporal refuses to start its hang-up');
  }
}
