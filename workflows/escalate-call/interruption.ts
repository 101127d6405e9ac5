import { CancellationScope } from '@temporalio/workflow';
import { EscalationAborted } from './abort.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';

/** A cancellation, which may come before there is an escalation to tell. */
export interface Cancellation {
  /** From now on it is a fact of the escalation's state. */
  deliverTo(escalation: Escalation): void;
}

/** A cancellation is a fact to be weighed like others, not an exception in the middle of a step: the steps run in a scope that it does not reach. */
export function watchCancellation(): Cancellation {
  let requested = false;
  let receiver: Escalation | undefined;
  CancellationScope.current().cancelRequested.catch(() => {
    requested = true;
    if (receiver) request(receiver);
  });
  return {
    deliverTo(escalation) {
      receiver = escalation;
      if (requested) request(escalation);
    },
  };
}

function request({ state, run }: Escalation): void {
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
