import { getExternalWorkflowHandle, TemporalFailure } from '@temporalio/workflow';
import type { Leg } from '../call/leg.ts';
import { normalizeId, stayWorkflowId } from '../contract/call-id.ts';
import type { CallEvent } from '../contract/events.ts';
import { CALL_NOTIFICATIONS } from '../contract/names.ts';
import type { Escalation } from './escalation.ts';

/** From now on what this run hears of the leg is for the stay that looks after it. */
export function beginForwarding({ state }: Escalation, { callId }: Leg): void {
  state.forwarding[normalizeId(callId)] ??= [];
}

/**
 * Whether a stay looks after a leg: it is told that the leg lives, and to a stay that has ended nothing can be told. A leg keeps the
 * address of the run that made it, so a run that was started again hears of a leg that its predecessor has handed over.
 */
export async function isStayedIn(escalation: Escalation, leg: Leg): Promise<boolean> {
  const alive: CallEvent = { type: 'call', callId: leg.callId, state: leg.reached, at: new Date().toISOString() };
  const isOpen = await escalation.run.live.scope.run(() => signalStay(leg.callId, [alive]));
  if (isOpen) beginForwarding(escalation, leg);
  return isOpen;
}

/** Keeps what is for a stay. */
export function keepForStay(escalation: Escalation, events: readonly CallEvent[]): void {
  for (const event of events) escalation.state.forwarding[legKeyOf(escalation, event)]?.push(event);
}

export function hasToForward({ state }: Escalation): boolean {
  return Object.values(state.forwarding).some((events) => events.length > 0);
}

/** Forwards it; a stay that has ended meanwhile needs it no more. */
export async function forwardToStay({ run, state }: Escalation): Promise<void> {
  for (const [callId, events] of Object.entries(state.forwarding))
    if (events.length > 0) await run.live.scope.run(() => signalStay(callId, events.splice(0)));
}

/** A roster under the path of the call that was replaced is our leg's, by its address (Graph §11.8). */
function legKeyOf({ run, state }: Escalation, { callId, leg }: CallEvent): string {
  const key = normalizeId(callId);
  const active = state.activeLeg === undefined ? undefined : run.state.call.legs[state.activeLeg];
  const isOurs = leg?.kind === 'multiparty' && leg.run === active?.run && leg.attempt === active.attempt;
  return !(key in run.state.call.legs) || run.state.call.legs[key]?.kind === 'p2p'
    ? ((isOurs ? state.activeLeg : undefined) ?? key)
    : key;
}

/** @returns whether it is open */
async function signalStay(callId: string, events: CallEvent[]): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(stayWorkflowId(callId)).signal(CALL_NOTIFICATIONS, events);
    return true;
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return false;
  }
}
