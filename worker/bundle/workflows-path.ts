import { fileURLToPath } from 'node:url';

/** The workflows' entry point relative to this file: `.ts` in the sources, `.js` in `dist`. */
export function workflowsPath(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../workflows/index.${extension}`, import.meta.url));
}

/** Where `npm run build` puts the bundle: `dist/workflow-bundle.js`. */
export function builtBundlePath(): string {
  return fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));
}
