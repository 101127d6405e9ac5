import { defineConfig } from 'vitest/config';
import { fakeTemporal } from './test/simulation/fake-temporal/vite-plugin.ts';

/** What is played in virtual time, in vitest's own threads. */
const VIRTUAL = 'test/**/*.virtual.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'all others',
          include: ['test/**/*.test.ts'],
          exclude: [VIRTUAL],
          globalSetup: ['test/global-setup.ts'],
          // Forks, so that each test file starts with the environment that the global set-up made (NODE_EXTRA_CA_CERTS is read at start).
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [fakeTemporal()],
        test: {
          name: 'virtual',
          include: [VIRTUAL],
          pool: 'threads',
          // What they import costs more than they do: each thread imports it once.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
