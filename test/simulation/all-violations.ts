import { violations } from '../invariants/invariants.ts';
import { endedCall } from './ended-call.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** The network, and the rest of a workflow task that hears of an end. */
const DELIVERY = 100;
/** Probes at deadlines, deaths of workers (each costs a task's or an activity's time-out), and Graph's own 15 s window. */
const OUTAGES = 90_000;

/** What a simulated call has against the invariants. */
export function allViolations(call: SimulatedCall): string[] {
  return violations(endedCall(call), { clockSkew: 0, delivery: DELIVERY, outages: OUTAGES });
}
