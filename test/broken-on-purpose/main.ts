import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { BREAKAGES } from './all.ts';
import { type Breakage, SIMULATION } from './breakage.ts';

/** `npm run break [-- <part of a name>]`: breaks the program in each way of the table, and sees that the named test fails. */
const [wanted = ''] = process.argv.slice(2);
const chosen = BREAKAGES.filter(({ guards, file, does }) => `${guards} ${file} ${does}`.includes(wanted));
const missed = chosen.filter((breakage) => !isFound(breakage));
console.log(`${chosen.length - missed.length} of ${chosen.length} breakages found`);
process.exitCode = missed.length > 0 ? 1 : 0;

function isFound({ guards, does, file, from, to, foundBy }: Breakage): boolean {
  const whole = readFileSync(file, 'utf8');
  const restore = () => writeFileSync(file, whole);
  const interrupted = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  try {
    writeFileSync(
      file,
      whole.replace(from, () => to),
    );
    const found = foundBy === SIMULATION ? simulationFinds() : !passes(foundBy);
    console.log(`${found ? 'found ' : 'MISSED'}  ${guards}: ${does} (${foundBy})`);
    return found;
  } finally {
    restore();
    process.off('SIGINT', interrupted);
  }
}

function passes(testFile: string): boolean {
  return spawnSync('npx', ['vitest', 'run', '--bail', '1', testFile], { stdio: 'ignore' }).status === 0;
}

/** Most breakages are found in the first few calls. A program that does not even run is no finding. */
function simulationFinds(): boolean {
  const shares = [
    [1, 500],
    [501, 4_500],
    [5_001, 15_000],
  ];
  return shares.some(([seed, runs]) => {
    const args = ['run', '-s', 'simulate', '--', '--seed', String(seed), '--runs', String(runs)];
    return spawnSync('npm', args, { encoding: 'utf8' }).stdout.includes('Broken seeds');
  });
}
