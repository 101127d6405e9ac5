import type { Resolved, StayPolicy } from '../../../workflows/contract/policy.ts';
import type { SaidOfPeople } from '../inviting/said-of-people.ts';
import type { StayResult, StaySnapshot } from '../../../workflows/contract/stay.ts';

/** What is left after one stay in a call, and after the invites into it: what was said, and what Microsoft's side holds. Times are ms since 1970. */
export interface EndedStay {
  ending: StayEnding;
  policy: Resolved<StayPolicy>;
  taskFailures: string[];
  leg: StayLeg;
  /** From when on somebody must look after the leg: the start of the stay. */
  since: number;
  /** The end of the record. */
  until: number;
  owners: Owner[];
  /** Who was in the meeting, and in its lobby; without our own leg. */
  presences: Presence[];
  snapshots: { at: number; snapshot: StaySnapshot }[];
  /** Some were lost: then nobody need know more than what was asked for. */
  notificationsLost: boolean;
  updates: SentUpdate[];
  /** When somebody cancelled the stay. */
  cancelledAt?: number;
  /** Removals that Graph took. */
  removals: { at: number; participantId: string }[];
  rings: Ring[];
  /** Invites of their own, by their workflow ids, with whom they were to invite. */
  invites: { workflowId: string; requestId: string; people: string[] }[];
  /** What became of those who were to be invited, as it was said. */
  said: SaidOfPeople[];
}

export type StayEnding =
  | { is: 'never started' }
  | { is: 'open' }
  | { is: 'completed'; result: StayResult; closedAt: number }
  | { is: 'failed'; type: string; closedAt: number };

export interface StayLeg {
  id: string;
  /** When it was established, and when each of its keepAlives was taken. */
  keptAliveAt: number[];
  end?: { at: number; by: 'bot' | 'caller' | 'replacement' | 'participant' | 'teams'; subcode?: number };
}

/** A run that looks after the leg: from its start to its end, or on and on where it names the leg as left behind. */
export interface Owner {
  workflowId: string;
  from: number;
  to?: number;
  leftBehind: string[];
}

export interface Presence {
  /** Of the identity; as Graph lists it. */
  id: string;
  participantId: string;
  isApplication: boolean;
  inLobby: boolean;
  from: number;
  to?: number;
}

export interface SentUpdate {
  name: string;
  id: string;
  at: number;
  accepted: boolean;
  settledAt?: number;
  /** Whom it names, by user or participant. */
  people: string[];
}

/** Somebody was rung. */
export interface Ring {
  at: number;
  userId: string;
  /** Of the workflow that sent it. */
  workflowId: string;
  /** Its operation failed by what nobody said: it may be sent again, once. */
  mayBeRepeated: boolean;
  operation: 'running' | 'completed' | 'failed';
  /** When its operation ended. */
  endedAt?: number;
  /** What this person, or Teams in their stead, said by themselves; absent while it rings. */
  answer?:
    | 'accepted'
    | 'inLobby'
    | 'declined'
    | 'busy'
    | 'unanswered'
    | 'unreachable'
    | 'failed'
    | 'takenElsewhere'
    | 'alreadyIn'
    | 'cancelled';
}
