import type { Row } from './cell.ts';

const killed =
  'test/workflows/temporal-killed.crash.test.ts > the Temporal server is killed with -9, and comes back with its file';

/** The Temporal server is killed with -9 and started again on its database, while all others live. */
export const TEMPORAL = {
  'incoming, before a run exists': {
    tests: [`${killed} > incoming, before a run exists: the webhook holds on to the call until it is back`],
  },
  answering: { tests: [`${killed} > answering`] },
  'P2P being established': { tests: [`${killed} > P2P being established`] },
  creating: { tests: [`${killed} > creating`] },
  inviting: { tests: [`${killed} > inviting`] },
  replacing: { tests: [`${killed} > replacing`] },
  leaving: { tests: [`${killed} > leaving`] },
  'tidying up after a stop': { tests: [`${killed} > tidying up after a stop`] },
  'after the end': {
    tests: [`${killed} > after the end: the result is kept, and a leg that shows itself meanwhile is hung up`],
  },
} as const satisfies Row;
