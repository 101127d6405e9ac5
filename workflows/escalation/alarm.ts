import { CancellationScope, sleep } from '@temporalio/workflow';

/** One timer for all waits. */
export interface Alarm {
  /**
   * Sees to it that the workflow wakes at `at` (ms of workflow time), or earlier.
   * @returns when it will wake: whoever waits probes at the clock then, and rings again if it is too early
   */
  ring(at: number, summary: string): number;
}

/**
 * Each timer costs two events and a task when it fires. Most waits end long before theirs would, so one that is set already and
 * rings no later than wanted serves the next wait too; none is ever cancelled.
 */
export function createAlarm(now: () => number): Alarm {
  let next: number | undefined;
  return {
    ring(at, summary) {
      if (next !== undefined && next > now() && next <= at) return next;
      next = at;
      void CancellationScope.nonCancellable(async () => {
        await sleep(Math.max(1, at - Date.now()), { summary });
        if (next === at) next = undefined;
      });
      return at;
    },
  };
}
