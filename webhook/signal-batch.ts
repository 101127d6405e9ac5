import type { CallbackRoute } from '../activities/graph/client/callback-address.ts';
import { escalationWorkflowId, inviteWorkflowOf, stayWorkflowId } from '../workflows/contract/call-id.ts';
import type { CallEvent } from '../workflows/contract/events.ts';

/** The events of one body for one workflow. */
export interface SignalBatch {
  workflowId: string;
  events: CallEvent[];
}

/**
 * Groups a body's events by the workflow they go to. On a callback address that is the workflow of the address, whatever call an
 * item names: the workflow decides what to make of it. On the registered address it is the escalation of the call itself.
 */
export function groupByWorkflow(events: readonly CallEvent[], route: CallbackRoute | undefined): SignalBatch[] {
  const withLeg = events.map((event) => (route ? { ...event, leg: route.leg } : event));
  return groupBy(withLeg, (event) => route?.workflowId ?? escalationWorkflowId(event.callId));
}

/** By the stay in the call that each of them names. */
export function groupByStay(events: readonly CallEvent[]): SignalBatch[] {
  return groupBy(events, ({ callId }) => stayWorkflowId(callId));
}

/** Graph accepts no longer one (Graph §10), and Temporal no longer id of a workflow than four of them. */
const MAX_CLIENT_CONTEXT_LENGTH = 256;

/** The operations among them, by the `inviteToCall` that each of them names; without those that name none. */
export function groupByInvite(events: readonly CallEvent[]): SignalBatch[] {
  return groupBy(events, (event) => {
    const context = event.type === 'operation' ? (event.clientContext ?? '') : '';
    return context.length <= MAX_CLIENT_CONTEXT_LENGTH ? inviteWorkflowOf(context) : undefined;
  });
}

/** Each group in the order of the events. */
function groupBy(events: readonly CallEvent[], workflowOf: (event: CallEvent) => string | undefined): SignalBatch[] {
  const batches = new Map<string, SignalBatch>();
  for (const event of events) {
    const workflowId = workflowOf(event);
    if (workflowId === undefined) continue;
    const batch = batches.get(workflowId) ?? { workflowId, events: [] };
    batch.events.push(event);
    batches.set(workflowId, batch);
  }
  return [...batches.values()];
}

/** Temporal warns about payloads of 256 kB or more, and refuses them above 2 MB. */
const MAX_SIGNAL_BYTES = 200_000;

/** The events in their order, in as few signals as are small enough. */
export function splitSignals(events: readonly CallEvent[]): CallEvent[][] {
  const signals: CallEvent[][] = [];
  let size = Infinity;
  for (const event of events.flatMap(splitRoster)) {
    const length = bytesOf(event) + 1;
    if (size + length > MAX_SIGNAL_BYTES) {
      signals.push([]);
      size = 2;
    }
    signals.at(-1)?.push(event);
    size += length;
  }
  return signals;
}

/** The list around a single event. */
const LIST_BYTES = 3;

/** Halves a roster that is too large for a signal into deltas: together they name the same people, but no longer tell who is absent. */
function splitRoster(event: CallEvent): CallEvent[] {
  if (event.type !== 'roster' || event.participants.length < 2 || bytesOf(event) + LIST_BYTES <= MAX_SIGNAL_BYTES) return [event];
  const half = Math.ceil(event.participants.length / 2);
  const halves = [event.participants.slice(0, half), event.participants.slice(half)];
  return halves.flatMap((participants) => splitRoster({ ...event, extent: 'delta', participants }));
}

function bytesOf(event: CallEvent): number {
  return Buffer.byteLength(JSON.stringify(event));
}
