import { randomUUID } from 'node:crypto';
import type { World } from '../model/world.ts';

/** The world by this machine's clock. `stop` drops all that was to happen; nothing of it keeps the process alive. */
export function createClockWorld(): World & { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    now: () => Date.now(),
    after: (ms, _what, act) => {
      if (stopped) return () => {};
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, ms).unref();
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    newId: () => randomUUID(),
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
