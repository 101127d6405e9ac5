const TICK_MS = 10;
/** What one tick may take; beyond it the process had to wait for a core. */
const LONGEST_TICK_MS = 50;

/**
 * A clock that stands still while this process waits for a core, for tests that hold a time limit of ours, which on a busy machine
 * would judge the machine. It can only run slow: for a lower limit take `Date.now()`.
 */
export function ownTime(): { ms(): number; stop(): void } {
  let own = 0;
  let last = performance.now();
  const count = () => {
    const now = performance.now();
    own += Math.min(now - last, LONGEST_TICK_MS);
    last = now;
  };
  const timer = setInterval(count, TICK_MS);
  return {
    ms: () => {
      count();
      return own;
    },
    stop: () => clearInterval(timer),
  };
}
