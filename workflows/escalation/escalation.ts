import type { CancellationScope } from '@temporalio/workflow';
import type { Call, Subject } from '../call/call.ts';
import type { SentInvite } from '../call/operation.ts';
import type { CheckedInput } from '../contract/input.ts';
import type { EscalationSnapshot, EscalationStatus, TimelineEntry } from '../contract/result.ts';
import type { Alarm } from './alarm.ts';
import type { Clock } from './now.ts';

/** The whole state of one run. Changed by `observe` (what was heard), `send` (what is asked), `enter` (status) and the steps. */
export interface Escalation extends Clock {
  readonly subject: Subject;
  readonly input: CheckedInput;
  call: Call;
  /** Counts what was heard and sent, in the order the run saw it: one clock for "since the invite was sent". */
  tick: number;
  /** Tick at which Graph was last asked. */
  askedTick: number;
  /** Workflow time, in ms, at which something was last heard or asked: quiet counts from here. */
  heardAt: number;
  status: EscalationStatus;
  timeline: TimelineEntry[];
  waitingFor?: NonNullable<EscalationSnapshot['waitingFor']>;
  /** Requests whose responses were lost and whose effect has not shown itself. */
  unknownOutcomes: Set<'answer' | 'create' | 'invite'>;
  cancelRequested: boolean;
  requestsInFlight: number;
  /** The scopes of answer, create and invite that are under way. */
  askedForCaller: Set<CancellationScope>;
  passedOver: number;

  /** Deadline of the answer, in ms of workflow time. */
  answerBy: number;
  /** Deadline of the P2P leg's establishment. */
  p2pEstablishBy: number;
  /** Attempts to create a leg, in order. */
  creations: Creation[];
  invites: SentInvite[];
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
