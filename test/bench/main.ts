import { writeFile } from 'node:fs/promises';
import { isInterrupted, whenInterrupted } from '../demo/interrupt.ts';
import { orUsage } from '../graph-simulator/or-usage.ts';
import { isOverLimit } from './figure.ts';
import { readOptions, USAGE } from './options.ts';
import { runBench } from './run-bench.ts';
import { tableOf } from './table.ts';

/** Program, `npm run bench`: measures, prints a table, and fails for counts over their limits only. How to read it: CONTRIBUTING.md, Measure. */
const options = orUsage(USAGE, () => readOptions(process.argv.slice(2)));
const stops: (() => Promise<void>)[] = [];
const cleanUp = async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
};
whenInterrupted(cleanUp);

try {
  const begun = performance.now();
  const tell = (what: string) => console.error(`${what}: done after ${Math.round((performance.now() - begun) / 1_000)} s`);
  const run = await runBench(options, tell, (stop) => stops.push(stop));
  console.log(tableOf(run.figures).join('\n'));
  const [before, after] = run.load.map((load) => load.toFixed(1));
  console.log(`${run.seconds} s; load of the machine before ${before}, at the end ${after}`);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(run, null, 2)}\n`);
  process.exitCode = run.figures.some(isOverLimit) ? 1 : 0;
} catch (error) {
  if (isInterrupted()) await new Promise(() => undefined);
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
await cleanUp();
process.exit();
