import { CancellationScope, sleep } from '@temporalio/workflow';

/** One timer for all waits. */
export interface Alarm {
  /** Sees to it that the workflow wakes at `at` (ms of workflow time), or a little earlier. */
  ring(at: number, summary: string): void;
}

/**
 * Each timer costs two events and a task when it fires. Most waits end long before theirs would, so one that is set already and
 * rings no later than wanted serves the next wait too; none is ever cancelled. Whoever is woken looks at the clock and, if it
 * is too early, rings again.
 */
export function createAlarm(): Alarm {
  let next: number | undefined;
  return {
    ring(at, summary) {
      if (next !== undefined && next <= at) return;
      next = at;
      void CancellationScope.nonCancellable(async () => {
        await sleep(Math.max(1, at - Date.now()), { summary });
        if (next === at) next = undefined;
      });
    },
  };
}
