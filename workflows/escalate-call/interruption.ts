import { EscalationAborted } from './abort.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';

/** A caller has cancelled the run: from now on that is a fact of its state. */
export function requestCancellation({ state, run }: Escalation): void {
  state.cancelRequested = true;
  run.live.wake();
}

/** What makes every further step pointless: the caller has hung up, or the run was cancelled. */
export function interruptionOf(escalation: Escalation): EscalationAborted | undefined {
  if (escalation.state.cancelRequested) return new EscalationAborted({ kind: 'cancelled' });
  if (p2pLegOf(escalation).end) return new EscalationAborted({ kind: 'p2pEnded' });
  return undefined;
}

export function isInterrupted(escalation: Escalation): boolean {
  return interruptionOf(escalation) !== undefined;
}

/** @throws {EscalationAborted} */
export function throwIfInterrupted(escalation: Escalation): void {
  const interruption = interruptionOf(escalation);
  if (interruption) throw interruption;
}
