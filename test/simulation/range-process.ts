import { simulateRange } from './simulate-range.ts';

/** Program: one process's share of the seeds, reported over IPC. */
const [first = '1', count = '0'] = process.argv.slice(2);
process.send?.(await simulateRange(Number(first), Number(count)), () => process.exit());
