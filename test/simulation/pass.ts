import { settle } from './activation.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { setTime } from './virtual-date.ts';

/** Lets time pass, and everything happen that waits for it, up to `end` or until it is enough. */
export async function pass(
  clock: VirtualClock,
  runTasks: () => Promise<void>,
  end: number,
  enough: () => boolean,
): Promise<void> {
  while (!enough() && clock.step(end)) {
    setTime(clock.now);
    await settle();
    await runTasks();
  }
}
