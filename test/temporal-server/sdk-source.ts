import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BinarySource } from './binary-source.ts';
import { runProgram } from './run-program.ts';

/** 50 MB over a slow line. Without internet the SDK fails at once; behind a firewall that drops packets only this ends it. */
const DOWNLOAD_LIMIT = 120_000;

const DOWNLOAD_SCRIPT = fileURLToPath(new URL('./sdk-download.ts', import.meta.url));

/**
 * The dev server that the SDK downloads from temporal.download and keeps in `folder`. In a process of its own: the SDK's
 * runtime, once loaded, can no longer be configured, and a download under way can only be stopped with its process.
 */
export function sdkSource(folder: string, script = DOWNLOAD_SCRIPT): BinarySource {
  return {
    name: "the SDK's download",
    notice: 'looking for a Temporal dev server at temporal.download (about 50 MB, once a day)',
    find: () => download(join(folder, 'sdk'), script),
  };
}

async function download(folder: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await runProgram(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: dirname(DOWNLOAD_SCRIPT),
    timeout: DOWNLOAD_LIMIT,
  });
  const binary = (await readdir(folder)).find((name) => name.startsWith('temporal-cli-') && !name.endsWith('.downloading'));
  if (!binary) throw new Error(`the SDK left no temporal-cli-* in ${folder}`);
  return join(folder, binary);
}
