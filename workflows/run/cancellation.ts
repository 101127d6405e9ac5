import { CancellationScope } from '@temporalio/workflow';

/** A cancellation, which may come before there is anybody to tell. */
export interface Cancellation {
  /** @param act at once, if it was requested before */
  whenRequested(act: () => void): void;
}

/** A cancellation is a fact to be weighed like others, not an exception in the middle of a step: the steps run in a scope that it does not reach. */
export function watchCancellation(): Cancellation {
  let requested = false;
  let tell: (() => void) | undefined;
  CancellationScope.current().cancelRequested.catch(() => {
    requested = true;
    tell?.();
  });
  return {
    whenRequested(act) {
      tell = act;
      if (requested) act();
    },
  };
}
