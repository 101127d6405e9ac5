import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import type {} from '../support/injected-environment.ts';
import { writePrograms } from '../support/built-programs.ts';
import { writeBundle } from '../support/start-test-environment.ts';

/** One Vitest for many mutations: to start it takes longer than most tests, and to start its Temporal server longer still. */
export interface KeptVitest {
  /** Whether a test file passes, after `changed` was changed; or undone, by the next time. */
  passes(testFile: string, changed: string): Promise<boolean>;
  close(): Promise<void>;
}

/** What Vitest's own process has imported, or has made once: a change shows only in a process that starts after it. */
const MADE_ONCE = [
  'vitest.config.ts',
  'worker/bundle/',
  'test/global-setup.ts',
  'test/support/',
  'test/temporal-server/',
  'test/simulation/fake-temporal/vite-plugin.ts',
  'test/simulation/fake-temporal/redirect.mjs',
];

export function isMadeOnce(file: string): boolean {
  return MADE_ONCE.some((made) => file.startsWith(made));
}

export async function keepVitest(): Promise<KeptVitest> {
  const vitest = await createVitest('test', { watch: false, bail: 1, reporters: [{}] });
  const { state } = vitest;
  let before: string | undefined;
  return {
    async passes(testFile, changed) {
      const files = [changed, ...(before === undefined ? [] : [before])];
      before = changed;
      for (const file of files) vitest.invalidateFile(resolve(file));
      if (files.some((file) => file.startsWith('workflows/'))) await renewBundle(vitest);
      const { BUILT_PROGRAMS } = process.env;
      if (BUILT_PROGRAMS !== undefined) await writePrograms(BUILT_PROGRAMS);
      // What failed before counts for `bail`.
      state.filesMap.clear();
      state.idMap.clear();
      const found = await vitest.globTestSpecifications([testFile]);
      const specifications = found.filter(({ moduleId }) => moduleId === resolve(testFile));
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
      // Not `ok()`: one that `bail` has broken off among tests that run at once is pending, and well.
      return unhandledErrors.length === 0 && testModules.length > 0 && testModules.every((one) => one.state() === 'passed');
    },
    close: () => vitest.close(),
  };
}

/** Where the global set-up has made one: it does so at the first test that needs it. */
async function renewBundle(vitest: Vitest): Promise<void> {
  const { workflowBundle } = vitest.getRootProject().getProvidedContext();
  if (!workflowBundle || !('is' in workflowBundle)) return;
  const path = workflowBundle.is;
  // A mutation that cannot be bundled: no worker starts with it.
  await writeBundle(path).catch(() => writeFile(path, ''));
}
