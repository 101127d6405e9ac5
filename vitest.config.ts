import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';
import { fakeTemporal } from './test/simulation/fake-temporal/vite-plugin.ts';
import { LongestFirst } from './test/support/longest-first.ts';

// The threads of unit tests live for seconds: with V8's own budget (66 kB of bytecode in Node 20), a quarter of their CPU goes into
// optimizing code that is about to end, and with a young generation that begins small, a twentieth into collecting it early. Set
// here, before they begin, for the `execArgv` of a thread takes no flag of V8.
setFlagsFromString('--interrupt-budget=600000');
setFlagsFromString('--min-semi-space-size=16');

/** Which project a test file belongs to, its name says; where it says nothing, it is a unit test. */
const filesOf = (kind: 'system' | 'crash' | 'slow') => `test/**/*.${kind}.test.ts`;

/** Long enough for a busy machine: a limit costs nothing where the test passes. Of polls, too, whose own is a second. */
const LIMITS = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000, interval: 5 } } };
/** Longer than the longest wait of a test (60 s), so that it is the wait that says what did not come. */
const PATIENT_LIMITS = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } };

/**
 * One Temporal server, one bundle and one certificate for all projects, not started for unit tests. Forks, so that the test
 * processes start with the environment that the global set-up made (NODE_EXTRA_CA_CERTS is read at start); each loads once what its
 * files import.
 */
const withEnvironment = { ...PATIENT_LIMITS, globalSetup: 'test/global-setup.ts', pool: 'forks', isolate: false } as const;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Workflow code gets the fake Temporal SDK: without a worker the real one does nothing.
        plugins: [fakeTemporal()],
        test: {
          ...LIMITS,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: (['system', 'crash', 'slow'] as const).map(filesOf),
          pool: 'threads',
          // What they import costs more than they do: each thread imports it once.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...withEnvironment,
          name: 'system',
          include: [filesOf('system')],
          // More than two cores can do: they wait, too, and wait together. With 4, cores stand still.
          maxWorkers: 6,
          sequence: { groupOrder: 2 },
        },
      },
      // Together, for they mostly wait: for time-outs of Temporal, for a demo, for npm. Each has programs of its own; more at a time
      // would be slow to come back after a kill.
      { test: { ...withEnvironment, name: 'crash', include: [filesOf('crash')], maxWorkers: 4, sequence: { groupOrder: 3 } } },
      { test: { ...withEnvironment, name: 'slow', include: [filesOf('slow')], maxWorkers: 4, sequence: { groupOrder: 3 } } },
    ],
  },
});
