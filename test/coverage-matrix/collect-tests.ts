import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The full names of all tests in these files (paths below the project), each as `<file> > <name>`, those of `it.each` expanded
 * and those that are skipped left out: by vitest's own collection, which runs no test. Throws where a file cannot be collected.
 */
export async function collectTests(files: string[]): Promise<string[]> {
  // One thread for all files, and no global set-up: no test runs, so no environment is needed.
  const vitest = await createVitest('test', {
    config: false,
    root: ROOT,
    include: files,
    watch: false,
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    reporters: [],
  });
  try {
    const { testModules, unhandledErrors } = await vitest.collect();
    const errors = [...unhandledErrors, ...testModules.flatMap((module) => module.errors())];
    if (errors.length > 0) throw new AggregateError(errors, 'Some test files could not be collected');
    return testModules.flatMap(({ relativeModuleId, children }) =>
      [...children.allTests()]
        .filter(({ options }) => options.mode === 'run')
        .map(({ fullName }) => `${relativeModuleId} > ${fullName}`),
    );
  } finally {
    await vitest.close();
  }
}
