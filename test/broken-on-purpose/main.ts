import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { BREAKAGES } from './all.ts';
import type { Breakage } from './breakage.ts';

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
    const { status } = spawnSync('npx', ['vitest', 'run', '--bail', '1', foundBy], { stdio: 'ignore' });
    console.log(`${status === 0 ? 'MISSED' : 'found '}  ${guards}: ${does} (${foundBy})`);
    return status !== 0;
  } finally {
    restore();
    process.off('SIGINT', interrupted);
  }
}
