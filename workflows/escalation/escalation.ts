import type { Call, Subject } from '../call/call.ts';
import type { SentInvite } from '../call/operation.ts';
import type { CheckedInput } from '../contract/input.ts';
import type { EscalationSnapshot, EscalationStatus, TimelineEntry } from '../contract/result.ts';
import type { Alarm } from './alarm.ts';
import type { Clock } from './now.ts';
import type { ForCaller, Request } from './requests.ts';

/** The whole state of one run. Changed by `observe` (what was heard), `send` (what is asked), `enter` (status) and the steps. */
export interface Escalation extends Clock {
  readonly subject: Subject;
  readonly input: CheckedInput;
  call: Call;
  /** Counts what was heard and sent, in the order the run saw it: one clock for "since the invite was sent". */
  tick: number;
  /** Tick at which Graph was last asked. */
  askedTick: number;
  /** Workflow time, in ms, of the last news of our own legs, of an operation or of the caller: rosters about others are none. */
  lastNewsAt: number;
  /** Workflow time, in ms, at which Graph was last asked. */
  lastProbeAt: number;
  status: EscalationStatus;
  timeline: TimelineEntry[];
  /** What is waited for at this moment, oldest first: a hang-up may go on beside the story. */
  waits: Map<object, NonNullable<EscalationSnapshot['waitingFor']>>;
  /** Requests whose responses were lost and whose effect has not shown itself. */
  unknownOutcomes: Set<'answer' | 'create' | 'invite'>;
  cancelRequested: boolean;
  requestsInFlight: number;
  /** Answer, create and invite, where they are under way. */
  askedForCaller: Map<Request, ForCaller>;
  passedOver: number;

  /** Deadline of the answer, in ms of workflow time. */
  answerBy: number;
  /** When Graph's own window for the answer closes, in ms of workflow time, as far as the clocks are right. */
  answerWindowEnds: number;
  /** Deadline of the P2P leg's establishment. */
  p2pEstablishBy: number;
  /** Attempts to create a leg, in order. */
  creations: Creation[];
  invites: SentInvite[];
  /** The id of the multiparty call that the search attribute has. */
  writtenMultipartyCallId?: string;
  /** Folded id of the multiparty leg that came to use first: the one the caller is moved into. */
  meeting?: string;
  /** Folded ids of legs that are nobody's any more: hung up, or to be. */
  dismissed: Set<string>;
  /** Hang-ups under way, by folded call id. */
  hangingUp: Map<string, Promise<void>>;
  /** Folded ids of legs that could not be hung up in the time allowed. */
  givenUp: Set<string>;
  /** Workflow time of the first sign of each leg's end, by folded id. */
  endedAt: Map<string, number>;
  readonly alarm: Alarm;
}

export interface Creation {
  attempt: number;
  /** Deadline of its coming to use, in ms of workflow time. */
  establishBy: number;
  /** `unknown`: the response was lost; a leg may exist that nobody has named yet. */
  outcome: 'pending' | 'known' | 'unknown' | 'refused';
}
