import { workflowInfo } from '@temporalio/workflow';

/** What tells the run's time. */
export interface Clock {
  /** Workflow time of the start, in ms. */
  readonly startedAt: number;
  /** Length of the history when the clock was started. */
  readonly firstTask: number;
}

export function startClock(): Clock {
  const { startTime, historyLength } = workflowInfo();
  return { startedAt: startTime.getTime(), firstTask: historyLength };
}

/**
 * The run's time in ms; never `Date.now()`, where anything is decided by it. In the activation that ends a local activity Temporal
 * gives another time to a replay than it gave to the run, if somebody queried the run during its first task (measured: 38 of 180
 * histories did not replay). So until the next task the run's time is that of its start.
 */
export function now({ live: { clock } }: { live: { clock: Clock } }): number {
  return workflowInfo().historyLength === clock.firstTask ? clock.startedAt : Date.now();
}
