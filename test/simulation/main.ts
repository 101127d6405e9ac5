import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linesOfOutcomes, mergeOutcomes } from '../invariants/outcome-table.ts';
import { orUsage } from '../graph-simulator/or-usage.ts';
import { wholeNumber } from '../repository/whole-number.ts';
import { bundleWithFakes } from './fake-temporal/esbuild-bundle.ts';
import { asError, type RangeReport, simulateSeed } from './simulate-range.ts';
import { settle } from './settle.ts';
import { shrink } from './simulated.ts';

/**
 * Program, `npm run simulate -- --runs N --seed S [--processes P]`: simulates N seeds from S on, each an
 * escalation or, a third of them, a stay, and checks the invariants after each; `--only S` tells the story of one. A broken seed is told too, shrunk to few faults.
 */
const asked = orUsage('Usage: npm run simulate -- [--runs N] [--seed S] [--processes P] | --only S', () => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: '2' },
      only: { type: 'string' },
    },
  });
  return {
    seed: wholeNumber('seed', values.seed),
    runs: wholeNumber('runs', values.runs),
    processes: wholeNumber('processes', values.processes),
    ...(values.only !== undefined && { only: wholeNumber('only', values.only) }),
  };
});
const MOST_STORIES = 3;
interface Share {
  first: number;
  count: number;
}
const print = (line: string) => process.stdout.write(`${line}\n`);
// Whoever reads only the head of a story closes the pipe.
process.stdout.on('error', () => process.exit());

if (asked.only === undefined) await simulateMany(asked.seed, asked.runs, asked.processes);
else process.exitCode = (await tell(asked.only)) ? 1 : 0;

async function simulateMany(first: number, runs: number, processes: number): Promise<void> {
  const share = Math.ceil(runs / processes);
  const shares = Array.from({ length: processes }, (_, i) => ({
    first: first + i * share,
    count: Math.max(0, Math.min(share, runs - i * share)),
  }));
  const begun = performance.now();
  const reports = await inProcesses(shares);
  const minutes = (performance.now() - begun) / 60_000;
  const broken = reports.flatMap((report) => report.broken);
  for (const line of linesOfOutcomes(mergeOutcomes(reports.map(({ outcomes }) => outcomes)))) print(line);
  for (const { seed } of broken.slice(0, MOST_STORIES)) await tell(seed);
  if (broken.length > 0)
    print(
      `Broken seeds: ${broken
        .map(({ seed }) => seed)
        .slice(0, 50)
        .join(', ')}`,
    );
  print(
    `${runs} runs from seed ${first}, ${broken.length} with violations, ${Math.round(runs / minutes)} a minute in ${processes} processes`,
  );
  process.exitCode = broken.length > 0 ? 1 : 0;
}

async function inProcesses(shares: Share[]): Promise<RangeReport[]> {
  // Beside the packages that it imports.
  const folder = await mkdtemp(fileURLToPath(new URL('../../node_modules/.simulation-', import.meta.url)));
  try {
    const program = join(folder, 'range-process.mjs');
    await bundleWithFakes(new URL('./range-process.ts', import.meta.url), program);
    return await Promise.all(shares.map((one) => inProcess(program, one)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A process, for each sets its own clock, and an error that nobody awaits ends no other. */
async function inProcess(program: string, { first, count }: Share): Promise<RangeReport> {
  const child = fork(program, [String(first), String(count)], { execArgv: ['--max-semi-space-size=64'] });
  const report = new Promise<RangeReport>((resolve) => child.once('message', (message: RangeReport) => resolve(message)));
  const died = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`A process ended (${String(code)}) without a report`)),
  );
  return await Promise.race([report, died]);
}

/** Resolves with whether an invariant is broken. */
async function tell(seed: number): Promise<boolean> {
  const whole = await simulateSeed(seed).catch(asError);
  if (whole instanceof Error) {
    print(`\nSeed ${seed}: ${whole.stack ?? whole.message}`);
    return true;
  }
  const broken = whole.violations.length > 0;
  const { outcome, violations, story } = broken ? await shrink(whole) : whole;
  print(`\nSeed ${seed}, of ${whole.of}: ${outcome}; ${violations.join('; ') || 'no violation'}`);
  for (const line of story()) print(line);
  await settle();
  return broken;
}
