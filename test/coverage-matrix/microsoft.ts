import type { Row } from './cell.ts';

const answer = 'test/workflows/answer.system.test.ts > an answer that gets through';
const tooLate = 'test/workflows/answer.system.test.ts > an answer that does not get through';
const create = 'test/workflows/create.system.test.ts > a multiparty leg becomes usable';
const noLeg = 'test/workflows/create.system.test.ts > no multiparty leg becomes usable';
const moved = 'test/workflows/invite.system.test.ts > the caller is moved';
const notMoved = 'test/workflows/invite.system.test.ts > the caller is not moved, and keeps the P2P call';
const lost = 'test/workflows/lost-notifications.system.test.ts';
const p2pFails = 'test/workflows/p2p-leg-fails.system.test.ts > the P2P call fails by itself, and nothing is left behind';
const hangingUp = 'test/workflows/hanging-up.system.test.ts';
const gone = `${hangingUp} > our own leg is gone in the end, after a hang-up`;
const late = 'test/workflows/late-leg.system.test.ts';

/** Requests fail or lose their response, notifications are lost, doubled or swapped, legs end by themselves. */
export const MICROSOFT = {
  'incoming, before a run exists': {
    tests: [
      `${late} > started again > by two starters at once: one escalation`,
      'test/workflows/webhook-killed.crash.test.ts > the webhook is killed with -9, and never comes back > incoming, before a run exists: another service starts the escalation',
    ],
  },
  answering: {
    tests: [
      `${answer} > its response lost: escalated`,
      `${answer} > met by a lone 404 first: escalated`,
      `${answer} > its connection reset first: escalated`,
      `${answer} > whose repetition is refused, because the first got through, with every notification lost`,
      `${tooLate} > in time, and the call has ended: answeredTooLate`,
      `${tooLate} > is refused for good: the run fails, naming what to fix, and the call is left ringing`,
    ],
  },
  'P2P being established': {
    tests: [
      `${lost} > each p2p establishing is lost: escalated all the same`,
      `${lost} > each p2p established is lost: escalated all the same`,
      `${lost} > all come twice, or in another order: one escalation`,
      `${p2pFails} > at answering`,
      `${p2pFails} > by never being established`,
    ],
  },
  creating: {
    tests: [
      `${create} > after the first create met a 500`,
      `${create} > though the response was lost: its address carries the id`,
      `${create} > after the first one stuck`,
      `${noLeg} > every create meets a 500: the caller keeps the P2P call`,
      `${noLeg} > somebody removes the bot: the caller keeps the P2P call`,
      `${lost} > each multiparty established is lost: escalated all the same`,
      `${p2pFails} > at creating`,
    ],
  },
  inviting: {
    tests: [
      `${moved} > though the response was lost`,
      `${moved} > after the first invite failed`,
      `${moved} > and operations cannot be read`,
      `${notMoved} > unanswered`,
      `${notMoved} > our own leg fails meanwhile`,
      `${notMoved} > somebody ends the meeting meanwhile`,
      `${lost} > each operation is lost: escalated all the same`,
      `${p2pFails} > at inviting, while it rings`,
    ],
  },
  replacing: {
    tests: [
      `${moved} > and no roster ever says so`,
      `${moved} > though both legs stay up: the P2P leg is hung up`,
      `${moved} > into the lobby, and left there`,
      `${lost} > each roster is lost: escalated all the same`,
      `${lost} > each p2p terminated is lost: escalated all the same`,
      `${lost} > each p2p deleted is lost: escalated all the same`,
    ],
  },
  leaving: {
    tests: [
      `${gone} > whose response is lost, as we leave`,
      `${gone} > that meets an error of the server, as we leave`,
      `${gone} > that meets a false 404, as we leave`,
      `${hangingUp} > our own leg is ended by others, and needs no hang-up > before we leave: escalated`,
      `${hangingUp} > a leg whose hang-up Graph confirms and never does is named`,
      `${lost} > each multiparty deleted is lost: escalated all the same`,
    ],
  },
  'tidying up after a stop': {
    tests: [
      `${gone} > whose response is lost, as we tidy up after a stop`,
      `${gone} > that meets an error of the server, as we tidy up after a stop`,
      `${gone} > that meets a false 404, as we tidy up after a stop`,
      `${hangingUp} > our own leg is ended by others, and needs no hang-up > while we tidy up after a stop: the reason stays`,
    ],
  },
  'after the end': {
    tests: [
      `${late} > a leg that shows itself late > after the end of its escalation is hung up by a workflow of its own`,
      `${late} > started again > after its end, where the P2P call was kept: late word of the old multiparty leg does not touch the new run`,
    ],
  },
} as const satisfies Row;
