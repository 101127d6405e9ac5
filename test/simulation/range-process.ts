import { simulateRange } from './simulate-range.ts';

/** Program: one process's share of the seeds, reported over IPC. */
const [first = '1', count = '0'] = process.argv.slice(2);
let current = Number(first);
// Nobody reads a stack here, and each failure of a request would have one.
Error.stackTraceLimit = 0;
// An error that nobody awaits ends the process; its story is told by `--only`.
process.on('uncaughtExceptionMonitor', () => console.error(`While seed ${current} was simulated:`));
// Nobody waits for the report any more.
process.once('disconnect', () => process.exit());
const begin = (seed: number) => {
  current = seed;
};
process.send?.(await simulateRange(current, Number(count), begin), () => process.exit());
