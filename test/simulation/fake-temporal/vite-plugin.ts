import { fileURLToPath } from 'node:url';
import { redirect } from './redirect.mjs';

/** Gives workflow and activity code the fake Temporal SDK in tests, as `register.mjs` does in a process of node. */
export function fakeTemporal() {
  return {
    name: 'fake-temporal',
    enforce: 'pre' as const,
    resolveId(specifier: string, importer = ''): string | undefined {
      const url = redirect(specifier, importer);
      return url && fileURLToPath(url);
    },
  };
}
