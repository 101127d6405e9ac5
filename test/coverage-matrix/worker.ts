import type { Row } from './cell.ts';
import { WORKER_DIES } from './hand-over-steps.ts';

const killed = 'test/workflows/worker-killed.crash.test.ts > the worker is killed with -9';
const window =
  'test/workflows/worker-killed.crash.test.ts > an answer gets through within its window, with a second worker up, though the first is killed with -9';
const onceOnly =
  'test/workflows/worker-killed.crash.test.ts > what the killed worker had sent, and whose outcome is unknown, is not sent again';
const between = 'test/workflows/worker-killed-in-between.crash.test.ts > the worker is killed with -9';

const ofStays = 'test/workflows/stay-in-call/killed.crash.test.ts > the worker is killed with -9';
const leavingVirtually = 'test/simulation/staying/leaving.virtual.test.ts';

/** The worker is killed with -9, and another takes over. */
export const WORKER = {
  'incoming, before a run exists': { tests: [`${between} > before a call comes in: whoever comes next answers it`] },
  answering: {
    tests: [
      `${killed} > after the answer, and another takes over: the caller is escalated once`,
      `${window} > while answering`,
      `${window} > in its first task`,
    ],
  },
  'P2P being established': { tests: [`${between} > P2P being established: whoever comes next goes on`] },
  creating: {
    tests: [
      `${killed} > after the P2P call established, and another takes over: the caller is escalated once`,
      `${between} > creating: whoever comes next goes on`,
      `${killed} > after the create, and another takes over: the caller is escalated once`,
      `${onceOnly} > a create: the next attempt is another`,
    ],
  },
  inviting: {
    tests: [
      `${killed} > after the multiparty leg established, and another takes over: the caller is escalated once`,
      `${between} > inviting: whoever comes next goes on`,
      `${killed} > after the invite, and another takes over: the caller is escalated once`,
      `${onceOnly} > an invite: what becomes of it is awaited`,
    ],
  },
  replacing: { tests: [`${killed} > after the operation completed, and another takes over: the caller is escalated once`] },
  'inviting others': {
    tests: [`${ofStays} > while a stay invites, its request under way: nobody is rung twice, and whoever asked has the answer`],
  },
  'handing over': {
    tests: [`${ofStays} > while the leg is handed over: the stay has it, and nobody hangs it up`, ...WORKER_DIES],
  },
  staying: {
    tests: [
      `${ofStays} > between two keepAlives: the next one comes from whoever comes next`,
      'test/simulation/staying/simulate-stay.virtual.test.ts > workers die each hour, and a day passes',
    ],
  },
  'leaving a stay': {
    tests: [`${leavingVirtually} > the worker dies in each task of the leaving: it has left as asked`],
  },
  leaving: {
    tests: [
      `${killed} > after the P2P call gone, and another takes over: the caller is escalated once`,
      `${killed} > after the hang-up, and another takes over: the caller is escalated once`,
    ],
  },
  'tidying up after a stop': { tests: [`${between} > tidying up after a stop: whoever comes next goes on`] },
  'after the end': {
    tests: [`${between} > after the end: a leg that shows itself meanwhile is hung up by whoever comes next`],
  },
} as const satisfies Row;
