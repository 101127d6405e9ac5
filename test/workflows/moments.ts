import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { NotificationKind, RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { Timings } from '../graph-simulator/model/settings.ts';
import type { Step, StepOfStay } from '../coverage-matrix/step.ts';
import type { Ran } from './run-call.ts';

/** A moment in the middle of a step, at which a part is killed. */
export interface Moment {
  /** Hold the call there for as long as a kill takes. */
  faults: FaultInput[];
  reached: (ran: Ran) => boolean;
  /** How it ends all the same; default escalated. */
  ends?: 'escalated' | 'notEscalated';
}

type StepOfRun = Exclude<Step, 'incoming, before a run exists' | 'after the end' | StepOfStay>;

const HELD = 400;

/** What Microsoft's side takes for what no fault holds; no program that has to start first misses its window. */
export const SLOW_ENOUGH: Partial<Timings> = { established: 400, replaced: 400, answerWindow: 60_000 };

const held = (request: RequestKind): FaultInput => ({ request, do: 'delay', ms: HELD });
/** About a leg of this call: a late leg of the one before may be hung up meanwhile. */
const isHangUp = (ran: Ran) =>
  ran.requests().some(({ kind, callId }) => kind === 'delete' && ran.legs().some(({ id }) => id === callId));
const isSent = (request: RequestKind) => (ran: Ran) => ran.count(request) === 1;
const isTold = (kind: NotificationKind) => (ran: Ran) => ran.notifications().some((notification) => notification.kind === kind);

/** The steps of a run, in their order. */
export const MOMENTS: Record<StepOfRun, Moment> = {
  answering: { faults: [held('answer')], reached: isSent('answer') },
  'P2P being established': { faults: [], reached: isTold('p2p establishing') },
  creating: { faults: [held('createCall')], reached: isSent('createCall') },
  inviting: { faults: [held('invite')], reached: isSent('invite') },
  replacing: { faults: [], reached: isTold('operation') },
  leaving: { faults: [held('delete')], reached: isHangUp },
  'tidying up after a stop': {
    faults: [{ invite: 'declined' }, held('delete')],
    reached: isHangUp,
    ends: 'notEscalated',
  },
};

/** For `it.each`. */
export const EACH_MOMENT: [string, Moment][] = Object.entries(MOMENTS);
