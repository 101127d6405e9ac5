import { build } from 'esbuild';
import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const FOLDERS = ['workflows', 'activities', 'worker', 'webhook', 'test'];
/** What programs read beside themselves; the first two `npm run build` copies, too. */
const BESIDE = [
  'workflows/payloads/encoded-failures.cjs',
  'test/graph-simulator/schema/graph-openapi.json',
  'test/simulation/fake-temporal/redirect.mjs',
];
/** In what esbuild writes: of imports and exports. */
const RELATIVE_IMPORT = /(\b(?:from|import)\s*\(?\s*)"(\.{1,2}\/[^"]+)\.ts"/g;

/**
 * All of our programs as JavaScript, for the processes that a run of the tests starts: loaded by `tsx`, a worker takes 3.4 s of a
 * core until it polls, built it takes 1.5 s (28 November 2026), and a run starts some 150 processes.
 */
export async function buildPrograms(folder: string): Promise<string> {
  await writePrograms(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Into a folder that was made for them: of the sources as they are now. */
export async function writePrograms(folder: string): Promise<void> {
  const root = resolve('.');
  const { outputFiles } = await build({
    entryPoints: (await Promise.all(FOLDERS.map(sourcesIn))).flat(),
    outdir: folder,
    outbase: root,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
  });
  await Promise.all([...new Set(outputFiles.map(({ path }) => dirname(path)))].map((path) => mkdir(path, { recursive: true })));
  await Promise.all([
    ...outputFiles.map(({ path, text }) => writeFile(path, text.replaceAll(RELATIVE_IMPORT, '$1"$2.js"'))),
    ...BESIDE.map((path) => copyFile(path, join(folder, path))),
  ]);
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => join(folder, file));
}
