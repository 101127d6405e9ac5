import { defineConfig } from 'vitest/config';
import { fakeTemporal } from './test/simulation/fake-temporal/vite-plugin.ts';
import { LongestFirst } from './test/support/longest-first.ts';

/** Which project a test file belongs to, its name says; where it says nothing, it is a unit test. */
const filesOf = (kind: 'virtual' | 'system' | 'crash' | 'slow') => `test/**/*.${kind}.test.ts`;

/** Long enough for a busy machine. */
const LIMITS = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * One Temporal server, one bundle and one certificate for all projects, not started for unit tests. Forks, so that the test
 * processes start with the environment that the global set-up made (NODE_EXTRA_CA_CERTS is read at start).
 */
const withEnvironment = { ...LIMITS, globalSetup: 'test/global-setup.ts', pool: 'forks' } as const;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...LIMITS,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: (['virtual', 'system', 'crash', 'slow'] as const).map(filesOf),
          pool: 'threads',
          // What they import costs more than they do: each thread imports it once.
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Workflow code gets the fake Temporal SDK.
        plugins: [fakeTemporal()],
        test: {
          ...LIMITS,
          name: 'virtual',
          include: [filesOf('virtual')],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...withEnvironment,
          name: 'system',
          include: [filesOf('system')],
          isolate: false,
          // More than two cores can do: they wait most of the time, and wait together.
          maxWorkers: 6,
          sequence: { groupOrder: 2 },
        },
      },
      // Two at a time, for they mostly wait for time-outs of Temporal. Each has programs of its own; more would be slow to come back after a kill.
      { test: { ...withEnvironment, name: 'crash', include: [filesOf('crash')], maxWorkers: 2, sequence: { groupOrder: 3 } } },
      { test: { ...withEnvironment, name: 'slow', include: [filesOf('slow')], maxWorkers: 2, sequence: { groupOrder: 4 } } },
    ],
  },
});
