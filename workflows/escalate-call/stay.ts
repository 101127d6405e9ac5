import { getExternalWorkflowHandle, TemporalFailure } from '@temporalio/workflow';
import type { Leg } from '../call/leg.ts';
import { normalizeId, stayWorkflowId } from '../contract/call-id.ts';
import type { CallEvent } from '../contract/events.ts';
import { CALL_NOTIFICATIONS } from '../contract/names.ts';
import { fateOf } from '../run/leg-fate.ts';
import type { RunState } from '../run/run-state.ts';
import type { Escalation } from './escalation.ts';

/** From now on what this run hears of the leg is for the stay that looks after it. */
export function beginForwarding({ state }: Escalation, { callId }: Leg): void {
  state.forwarding[normalizeId(callId)] ??= [];
}

/**
 * Whether a stay looks after a leg: it is told what was heard of the leg, and to a stay that has ended nothing can be told. A leg
 * keeps the address of the run that made it, so a run that was started again hears of a leg that its predecessor has handed over.
 */
export async function isStayedIn({ run, state }: Escalation, leg: Leg): Promise<boolean> {
  const key = normalizeId(leg.callId);
  const heard = state.forwarding[key]?.splice(0) ?? [];
  const alive: CallEvent = { type: 'call', callId: leg.callId, state: leg.reached, at: new Date().toISOString() };
  const isOpen = await run.live.scope.run(() => signalStay(leg.callId, [...heard, alive]));
  if (!isOpen) delete state.forwarding[key];
  return isOpen;
}

/** Keeps what is for a stay, or may be: of a leg of another run nobody knows yet who looks after it. */
export function keepForStay({ run, state }: Escalation, events: readonly CallEvent[]): void {
  for (const event of events) {
    const key = legKeyOf(run.state, state.activeLeg, event);
    const leg = run.state.call.legs[key];
    const isOfAnotherRun = event.leg?.kind === 'multiparty' && event.leg.run !== run.state.identity.run;
    if (isOfAnotherRun && (!leg || fateOf(run, leg) === 'wanted')) state.forwarding[key] ??= [];
    state.forwarding[key]?.push(event);
  }
}

export function hasToForward({ state }: Escalation): boolean {
  return Object.values(state.forwarding).some((events) => events.length > 0);
}

/** Forwards it; a stay that has ended meanwhile needs it no more. */
export async function forwardToStay({ run, state }: Escalation): Promise<void> {
  for (const [callId, events] of Object.entries(state.forwarding))
    if (events.length > 0) await run.live.scope.run(() => signalStay(callId, events.splice(0)));
}

/** After a replacement our leg's roster may be written under the P2P call (Graph §11.8): on our leg's address it is our leg's. */
function legKeyOf({ identity, call }: RunState, activeLeg: string | undefined, { callId, leg }: CallEvent): string {
  const key = normalizeId(callId);
  if (identity.p2pCallId === undefined || key !== normalizeId(identity.p2pCallId)) return key;
  const active = call.legs[activeLeg ?? ''];
  const isOnItsAddress = active && leg?.kind === 'multiparty' && leg.run === active.run && leg.attempt === active.attempt;
  return isOnItsAddress ? normalizeId(active.callId) : key;
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
