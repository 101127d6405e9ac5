import type { Row } from './cell.ts';
import { WORKER_DIES } from './hand-over-steps.ts';

const killed =
  'test/workflows/temporal-killed.crash.test.ts > the Temporal server is killed with -9, and comes back with its file';

const killedInHandOver = (when: string) =>
  `test/workflows/stay-in-call/temporal-killed.crash.test.ts > the Temporal server is killed with -9 when ${when}: one stay looks after the leg`;
const longStay =
  'test/workflows/stay-in-call/long-stay.slow.test.ts > a long stay in a busy call, while its programs are killed with -9';
const leaving =
  'test/simulation/staying/leaving.virtual.test.ts > the worker dies in each task of the leaving: it has left as asked';

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
  'inviting others': { tests: [longStay] },
  // Each command of a task is stored or is not: a server that dies loses a task, as a worker does that dies in it.
  'handing over': {
    tests: [
      killedInHandOver('the caller has just been moved'),
      killedInHandOver('the stay has just started'),
      killedInHandOver('the escalation has ended'),
      ...WORKER_DIES,
    ],
  },
  staying: { tests: [longStay] },
  'leaving a stay': { tests: [leaving] },
  leaving: { tests: [`${killed} > leaving`] },
  'tidying up after a stop': { tests: [`${killed} > tidying up after a stop`] },
  'after the end': {
    tests: [`${killed} > after the end: the result is kept, and a leg that shows itself meanwhile is hung up`],
  },
} as const satisfies Row;
