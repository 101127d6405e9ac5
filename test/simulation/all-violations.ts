import { violations } from '../invariants/invariants.ts';
import { endedCall } from './ended-call.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** Requests are recorded once they are processed, which the longest delay of a fault (40 s) puts off. */
const HELD_BACK = 45_000;
/** Probes at deadlines, deaths of workers (each costs a task's or an activity's time-out), and Graph's own 15 s window. */
const OUTAGES = 90_000;

/** What a simulated call has against the invariants. */
export function allViolations(call: SimulatedCall): string[] {
  return violations(endedCall(call), { clockSkew: HELD_BACK, outages: OUTAGES });
}
