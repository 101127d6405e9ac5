import { sleep } from '@temporalio/workflow';
import { now } from './clock.ts';
import type { Run } from './run.ts';

/**
 * Sees to it that the run wakes at `at` (ms of workflow time), or earlier: whoever waits looks at the clock then, and asks again
 * if it is too early. Each timer costs two events, and a task when it fires. Most waits end long before theirs would, so a timer
 * that is set already and fires no later than wanted serves the next wait, too. None is cancelled, and none is forgotten.
 * @param deadline its name, shown in the run's history
 */
export function wakeBy(run: Run, at: number, deadline: string): void {
  const { timers, scope } = run.live;
  for (const fires of timers) if (fires > now(run) && fires <= at) return;
  timers.add(at);
  void scope
    .run(() => sleep(Math.max(1, at - Date.now()), { summary: deadline }))
    .then(() => {
      timers.delete(at);
      run.live.wake();
    });
}
