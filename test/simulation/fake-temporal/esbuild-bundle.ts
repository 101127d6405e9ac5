import { build, type Plugin } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { redirect } from './redirect.mjs';

/** Gives workflow and activity code the fake Temporal SDK, as `register.mjs` does in a process of node. */
const fakeTemporal: Plugin = {
  name: 'fake-temporal',
  setup({ onResolve }) {
    onResolve({ filter: /^@temporalio\// }, ({ path, importer }) => {
      const url = redirect(path, importer);
      return url && { path: fileURLToPath(url) };
    });
  },
};

/**
 * A program and what it imports of ours as one file of JavaScript. Loaded by `tsx`, which notes the name of each function that is
 * made, a simulated run takes a fifth more.
 */
export async function bundleWithFakes(program: URL, outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [fakeTemporal],
  });
}
