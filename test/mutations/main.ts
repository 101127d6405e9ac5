import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { MUTATIONS } from './all.ts';
import { findPlace } from './find-place.ts';
import { isMadeOnce, keepVitest } from './kept-vitest.ts';
import { type Mutation, SIMULATION } from './mutation.ts';

/**
 * `npm run mutate [-- <part of a name>] [--but <log>]`: changes the program in each way of the table, and sees that the named test
 * fails. The whole table takes hours: with `--but`, what this log of an earlier run says is found is passed over.
 */
const { wanted, but } = readArguments();
const known = new Set(but === undefined ? [] : readFileSync(but, 'utf8').split('\n'));
const chosen = MUTATIONS.filter((mutation) => nameOf(mutation).includes(wanted) && !known.has(foundLine(mutation)));
if (chosen.length === 0)
  wrongUsage(`No mutation has "${wanted}" in its name${but === undefined ? '' : `, or ${but} says they are found`}.`);
/** Not by npm: it would not hand on that it is to end. */
const SIMULATE = ['--import', 'tsx', '--import', './test/simulation/fake-temporal/register.mjs', SIMULATION];
/** What is under way, to be undone when somebody ends the program: the source must not stay broken. */
let undo = () => {};
process.once('exit', () => undo());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
const vitest = await keepVitest();
const missed: Mutation[] = [];
/** By their names. A test that fails by itself finds nothing. */
const passesUnbroken = new Map<string, boolean>();
for (const mutation of chosen) if (!(await isFound(mutation))) missed.push(mutation);
console.log(`${chosen.length - missed.length} of ${chosen.length} mutations found`);
await vitest.close();
process.exit(missed.length > 0 ? 1 : 0);

function nameOf({ guards, file, does, foundBy }: Mutation): string {
  return `${guards} ${file} ${does} ${foundBy}`;
}

function foundLine({ guards, does, foundBy }: Mutation): string {
  return `found   ${guards}: ${does} (${foundBy})`;
}

function readArguments(): { wanted: string; but?: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { but: { type: 'string' } } });
    return { wanted: positionals.join(' '), but: values.but };
  } catch (error) {
    return wrongUsage(errorMessage(error));
  }
}

function wrongUsage(why: string): never {
  console.error(
    `${why}\n\nUsage: npm run mutate [-- <part of a name, of a file, of what it does, or of the test that finds it>] [--but <log>]`,
  );
  return process.exit(2);
}

async function isFound(mutation: Mutation): Promise<boolean> {
  const { guards, does, file, from, to, foundBy } = mutation;
  if (foundBy !== SIMULATION && !passesUnbroken.has(foundBy)) passesUnbroken.set(foundBy, await passes(foundBy, foundBy));
  if (passesUnbroken.get(foundBy) === false) {
    console.log(`FAILS   ${guards}: ${does} (${foundBy} fails with nothing broken)`);
    return false;
  }
  const whole = readFileSync(file, 'utf8');
  undo = () => writeFileSync(file, whole);
  try {
    const place = findPlace(whole, from, to);
    if (!place) throw new Error(`${file} has not the one place that this mutation changes: ${from}`);
    writeFileSync(file, whole.slice(0, place.start) + place.replacement + whole.slice(place.end));
    const found = foundBy === SIMULATION ? await simulationFinds() : !(await passes(foundBy, file));
    console.log(found ? foundLine(mutation) : `MISSED  ${guards}: ${does} (${foundBy})`);
    return found;
  } finally {
    undo();
    undo = () => {};
  }
}

async function passes(testFile: string, changed: string): Promise<boolean> {
  if (!isMadeOnce(changed)) return await vitest.passes(testFile, changed);
  return (await run('npx', ['vitest', 'run', '--bail', '1', testFile])).code === 0;
}

/** Most mutations are found in the first few calls. A program that does not even run is no finding. */
async function simulationFinds(): Promise<boolean> {
  const shares = [
    [1, 500],
    [501, 4_500],
    [5_001, 5_000],
  ];
  for (const [seed, runs] of shares) {
    const { output } = await run(process.execPath, [...SIMULATE, '--seed', String(seed), '--runs', String(runs)]);
    if (output.includes('Broken seeds')) return true;
  }
  return false;
}

/** In this program's process group, so that an interrupt at the terminal ends it, too. */
function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const restore = undo;
  undo = () => {
    child.kill();
    restore();
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      undo = restore;
      resolve({ code, output: Buffer.concat(chunks).toString() });
    });
  });
}
