const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODE = 130;

let onInterrupt: (() => void) | undefined;
let interrupted = false;

/** On Ctrl-C (SIGTERM, SIGHUP): cleans up and ends the process, unless `interruption` is awaited. A second one ends it at once. */
export function whenInterrupted(cleanUp: () => Promise<void>): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (interrupted) process.exit(EXIT_CODE);
      interrupted = true;
      if (onInterrupt) onInterrupt();
      else void cleanUp().finally(() => process.exit(EXIT_CODE));
    });
  }
}

/** Whether the process is being ended: then whatever fails now fails because of that. */
export const isInterrupted = () => interrupted;

/** Resolves on Ctrl-C. Keeps the process alive until then. */
export function interruption(): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    onInterrupt = () => {
      clearInterval(alive);
      resolve();
    };
  });
}
