import { settle } from './settle.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { leaveTask } from './virtual-date.ts';

/** Lets time pass, and everything happen that waits for it, up to `end` or until it is enough. */
export async function pass(
  clock: VirtualClock,
  runTasks: () => Promise<void>,
  end: number,
  enough: () => boolean,
): Promise<void> {
  while (!enough() && clock.step(end)) {
    leaveTask();
    await settle();
    await runTasks();
  }
}
