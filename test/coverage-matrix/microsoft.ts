import type { Row } from './cell.ts';
import { LEG_ENDS } from './hand-over-steps.ts';

const answer = 'test/workflows/answer.virtual.test.ts > an answer that gets through';
const tooLate = 'test/workflows/answer.virtual.test.ts > an answer that does not get through';
const create = 'test/workflows/create.virtual.test.ts > a multiparty leg becomes usable';
const noLeg = 'test/workflows/create.virtual.test.ts > no multiparty leg becomes usable';
const moved = 'test/workflows/invite.virtual.test.ts > the caller is moved';
const notMoved = 'test/workflows/invite.virtual.test.ts > the caller is not moved, and keeps the P2P call';
const lost = 'test/workflows/lost-notifications.virtual.test.ts';
const p2pFails = 'test/workflows/p2p-leg-fails.virtual.test.ts > the P2P call fails by itself, and nothing is left behind';
const hangingUp = 'test/workflows/hanging-up.virtual.test.ts';
const gone = `${hangingUp} > our own leg is gone in the end, after a hang-up`;
const late = 'test/workflows/late-leg.system.test.ts';

const others = 'test/workflows/escalate-call/invite-others.system.test.ts > further people, once the caller is in';
const inviting = 'test/simulation/staying/inviting.virtual.test.ts';
const stays = 'test/simulation/staying/simulate-stay.virtual.test.ts';
const alone = 'test/simulation/staying/alone.virtual.test.ts';
const keptAlive = 'test/workflows/stay-in-call/keep-alive.system.test.ts > a stay';
const ended =
  'test/workflows/stay-in-call/endings.system.test.ts > others end the call, and nothing is sent to a leg that is gone';
const leaving = 'test/workflows/stay-in-call/leave.system.test.ts > leaving';

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
  'inviting others': {
    tests: [
      `${others} > one declines: escalated all the same, and notInvited names who is not in`,
      `${others} > Graph refuses to invite them: escalated all the same`,
      `${inviting} > a failure of several that says nothing of them is repeated once, each alone`,
      `${inviting} > whom no roster shows is in, unconfirmed`,
    ],
  },
  'handing over': {
    tests: LEG_ENDS,
  },
  staying: {
    tests: [
      `${keptAlive} > goes on after one that failed, and after a lone 404`,
      `${ended} > the meeting has ended, and nobody told: keepAlive meets 404`,
      `${ended} > somebody removed the bot`,
      `${stays} > lost news of an end, and continuing as new early`,
      `${alone} > somebody who has come, though no notification told of it, keeps the stay from leaving as alone`,
    ],
  },
  'leaving a stay': {
    tests: [
      `${leaving} > comes too late where the call has ended: it has the result of that`,
      `${leaving} > cannot be told: a hang-up that Graph refuses for good is named, and the stay ends`,
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
