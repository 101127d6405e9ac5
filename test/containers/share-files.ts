import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from '../temporal-server/run-program.ts';

const LIMIT = 300_000;
/** npm writes these where they lie: in the folder that they are shared with, too. */
const REWRITTEN = ['package.json', 'package-lock.json', '.package-lock.json', 'node_modules/.package-lock.json'];

/**
 * Gives `to` what `from` holds, as hard links: what is removed or added there stays here, as between the layers of an image, and
 * 24,000 files are not written again. Whatever writes into a file that is there already, writes into both. Where links are impossible
 * (another disk) it copies.
 */
export async function shareFiles(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const linked = 'cp --archive --no-target-directory --link "$0" "$1" 2>/dev/null';
  const copied = 'cp --archive --no-target-directory "$0" "$1"';
  await runProgram('bash', ['-c', `${linked} || ${copied}`, from, to], { timeout: LIMIT });
  for (const file of REWRITTEN.map((name) => join(to, name)).filter((path) => existsSync(path))) await makeItsOwn(file);
}

async function makeItsOwn(file: string): Promise<void> {
  await copyFile(file, `${file}.own`);
  await rename(`${file}.own`, file);
}
