import { tooLong } from './bounded-time.ts';
import { violations } from './invariants.ts';
import { rangTwice, requestsWithoutReason } from './reasons-gone.ts';
import type { SimulatedCall } from './simulate-call.ts';

/** What a simulated call has against the invariants. */
export function allViolations(call: SimulatedCall): string[] {
  return [...violations(call), ...tooLong(call), ...requestsWithoutReason(call), ...rangTwice(call)];
}
