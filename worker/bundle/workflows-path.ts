import { fileURLToPath } from 'node:url';

/** The workflows' entry point relative to this file: `.ts` in the sources, `.js` in `dist`. */
export function workflowsPath(): string {
  return beside('../../workflows/index');
}

/** What is loaded into the sandbox before them. */
export function sandboxPath(): string {
  return beside('./sandbox');
}

function beside(path: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`${path}.${extension}`, import.meta.url));
}

/** Where `npm run build` puts the bundle: `dist/workflow-bundle.js`. */
export function builtBundlePath(): string {
  return fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));
}
