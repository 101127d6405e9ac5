import type { Row } from './cell.ts';
import { NOTIFICATIONS_LOST } from './hand-over-steps.ts';

const never = 'test/workflows/webhook-killed.crash.test.ts > the webhook is killed with -9, and never comes back';
const back = 'test/workflows/webhook-killed.crash.test.ts > the webhook is killed with -9, and comes back';

const lost = 'test/simulation/staying/webhook-away.virtual.test.ts';

/** The webhook is killed with -9; what Microsoft tells meanwhile is lost. */
export const WEBHOOK = {
  'incoming, before a run exists': {
    tests: [
      `${never} > incoming, before a run exists: another service starts the escalation`,
      `${back} > incoming, before a run exists: Graph posts the call again`,
    ],
  },
  answering: { tests: [`${never} > answering`] },
  'P2P being established': { tests: [`${never} > P2P being established`] },
  creating: { tests: [`${never} > creating`, `${back} > creating: once a notification is lost`] },
  inviting: { tests: [`${never} > inviting`, `${back} > inviting: only after the P2P leg has ended`] },
  replacing: { tests: [`${never} > replacing`] },
  'inviting others': {
    tests: [`${lost} > while others ring: each has an outcome, by what is read`],
  },
  'handing over': {
    tests: NOTIFICATIONS_LOST,
  },
  staying: { tests: [`${lost} > all the while somebody stays: it leaves as alone, by what is read`] },
  'leaving a stay': { tests: [`${lost} > while the stay leaves: it has left as asked`] },
  leaving: { tests: [`${never} > leaving`] },
  'tidying up after a stop': { tests: [`${never} > tidying up after a stop`] },
  'after the end': {
    tests: [`${back} > after the end: a leg that showed itself meanwhile is hung up when it shows itself again`],
  },
} as const satisfies Row;
