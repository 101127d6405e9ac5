import { fileURLToPath } from 'node:url';

/** The workflows' entry point relative to this file: `.ts` in the sources, `.js` in `dist`. */
export function workflowsPath(): string {
  return pathOf('workflows/index');
}

/** What the bundle converts failures with. */
export function failureConverterPath(): string {
  return pathOf('workflows/payloads/workflow-failures');
}

/** What limits the stack traces in the sandbox. */
export function stackDepthPath(): string {
  return pathOf('worker/bundle/stack-depth');
}

/** What makes the spans of runs. */
export function interceptorsPath(): string {
  return pathOf('workflows/run/traces/interceptors');
}

/** Where `npm run build` puts the bundle: `dist/workflow-bundle.js`. */
export function builtBundlePath(): string {
  return fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));
}

function pathOf(module: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../${module}.${extension}`, import.meta.url));
}
