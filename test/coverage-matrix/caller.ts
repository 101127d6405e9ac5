import type { Row } from './cell.ts';
import { CALLER_LEAVES } from './hand-over-steps.ts';

const told = 'test/workflows/caller-hangs-up.virtual.test.ts > the caller hangs up and Graph reports it';
const untold = 'test/workflows/caller-hangs-up.virtual.test.ts > the caller hangs up and nothing reports it';
const onServer = 'test/workflows/caller-hangs-up.system.test.ts';

const virtually = 'test/simulation/staying/caller-leaves.virtual.test.ts';
const stays = 'test/simulation/staying/simulate-stay.virtual.test.ts';
const endings = 'test/workflows/stay-in-call/endings.system.test.ts > it leaves, and nothing of ours is left alive';

/** The caller hangs up, told and untold. */
export const CALLER = {
  'incoming, before a run exists': {
    tests: [`${told} > at ringing: nothing is left behind`, `${untold} > at ringing: nothing is left behind`],
  },
  answering: {
    tests: [
      `${told} > while the answer is under way: nothing is created`,
      `${untold} > while the answer is under way: nothing is created`,
    ],
  },
  'P2P being established': {
    tests: [`${told} > at answering: nothing is left behind`, `${untold} > at answering: nothing is left behind`],
  },
  creating: {
    tests: [
      `${told} > at p2p established: nothing is left behind`,
      `${told} > at creating: nothing is left behind`,
      `${untold} > at p2p established: nothing is left behind`,
      `${untold} > at creating: nothing is left behind`,
    ],
  },
  inviting: {
    tests: [
      `${told} > at multiparty established: nothing is left behind`,
      `${told} > at inviting: nothing is left behind`,
      `${untold} > at multiparty established: nothing is left behind`,
      `${untold} > at inviting: nothing is left behind`,
    ],
  },
  replacing: {
    tests: [
      `${told} > once moved, before the P2P call is dropped: escalated, nothing is left behind`,
      `${untold} > once moved, before the P2P call is dropped: escalated, nothing is left behind`,
    ],
  },
  'inviting others': {
    tests: [`${virtually} > the caller leaves while others ring: each has an outcome, and only then the stay leaves as alone`],
  },
  'handing over': {
    tests: CALLER_LEAVES,
  },
  staying: {
    tests: [`${stays} > a handed over leg, left when its caller has left`, `${endings} > nobody else is left`],
  },
  'leaving a stay': {
    tests: [`${virtually} > the caller leaves while the stay leaves: it has left as asked`],
  },
  leaving: {
    tests: [
      `${told} > while we leave: escalated, nothing is left behind`,
      `${untold} > while we leave: escalated, nothing is left behind`,
      'test/workflows/caller-hangs-up.virtual.test.ts > a caller who hangs up after the move is escalated all the same',
    ],
  },
  'tidying up after a stop': {
    tests: [
      `${told} > while we tidy up: the reason stays, nothing is left behind`,
      `${untold} > while we tidy up: the reason stays, nothing is left behind`,
    ],
  },
  'after the end': {
    tests: [`${onServer} > the caller hangs up the P2P call that was kept, after the end: nothing is started, nothing asked for`],
  },
} as const satisfies Row;
