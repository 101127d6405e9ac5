import type { PeopleInTruth, SaidOfPeople } from './inviting/said-of-people.ts';
import type { RequestKind } from '../graph-simulator/faults/kinds.ts';
import type { EscalationFailureDetails, EscalationResult } from '../../workflows/contract/result.ts';
import type { ResolvedPolicy } from '../../workflows/contract/policy.ts';

/**
 * What is left after one escalation: what was said of it, and what Microsoft's side holds. The common environment of the simulation
 * and the chaos run, on which the invariants are checked. Times are ms since 1970.
 */
export interface EndedCall {
  ending: Ending;
  /** How long its tasks were lost with their workers, in ms; undefined where nobody recorded it. */
  lostFor?: number;
  /** Legs that an earlier escalation of the call has named in its `leftBehind`. */
  namedBefore?: string[];
  policy: ResolvedPolicy;
  /** Whether somebody cancelled the escalation. */
  cancelRequested: boolean;
  /** Workflow tasks that failed by an exception of ours, or of a replay that did not fit: bugs. */
  taskFailures: string[];
  p2p: EndedLeg;
  /** All that the escalation's requests created. */
  multiparty: EndedLeg[];
  caller: {
    /** How often the caller was moved into the meeting. */
    moves: number;
    /** How often by an earlier escalation of the call, which could not know it: with the P2P call still there, somebody may want it again. */
    movesBefore?: number;
    /** Whether the caller is still in it. */
    stayed: boolean;
    /** Whether the caller is in the meeting's lobby, and nobody had opened when it ended. */
    inLobby: boolean;
    /** Whether no roster names the caller, neither notified nor asked for. */
    hidden: boolean;
    /** Set where the caller is in the meeting with another device: rosters tell nothing of a move. `moveTold`: something else told us. */
    inAlready?: { moveTold: boolean };
    /** No roster of the last leg was told or read before the move, and nothing else told us of it: the caller may have been in before. */
    inDoubt?: true;
  };
  /** How many further people were to be invited; they have invites of their own. */
  others?: number;
  /** In the order in which they reached Microsoft's side. */
  requests: EndedRequest[];
  /** Of the caller. */
  invites: RungInvite[];
  /** What was said of them, and what is true; undefined where nobody recorded it. */
  invited?: { said: SaidOfPeople[]; truth: PeopleInTruth };
  /** Every try to send a request, also where it got no token or was lost on its way; undefined where nobody recorded them. */
  tries?: Try[];
  /** When notifications reached us that told more than a roster; undefined where nobody recorded it. */
  news?: number[];
}

export interface Try {
  kind: RequestKind;
  at: number;
}

/** How it ended, as Temporal has it. `closedAt`: of the run. */
export type Ending =
  /** No escalation was started. */
  | { is: 'never started' }
  | { is: 'stuck'; startedAt: number }
  | ({ is: 'completed'; result: EscalationResult } & Span)
  | ({ is: 'failed'; type: string; details: EscalationFailureDetails | undefined } & Span)
  /** It has no result: `leftBehind` is what the query answers. */
  | ({ is: 'cancelled'; leftBehind: string[] } & Span);

interface Span {
  startedAt: number;
  closedAt: number;
}

export interface EndedLeg {
  id: string;
  alive: boolean;
  /** When the first of its notifications reached us; undefined where none did. */
  toldAt?: number;
  /** When the escalation that made it closed, where that is not the last one. */
  runClosedAt?: number;
  /** `toldAt`: when the first notification of the end reached us; undefined where none did. */
  end?: {
    at: number;
    by: 'bot' | 'caller' | 'replacement' | 'participant' | 'teams';
    toldAt?: number;
    /** As Microsoft's side gave it. */
    resultInfo?: { code: number; subcode: number };
  };
}

export interface EndedRequest {
  kind: RequestKind;
  /** When it reached Microsoft's side, held back or not. */
  at: number;
  callId?: string;
  /** An invite of others than the caller. */
  forOthers?: boolean;
  /** Whether Graph's own answer reached us: not one that was scripted, lost or too late. */
  answered: boolean;
  /** A read whose answer, that the leg is established and not in the lobby, reached us. */
  saysEstablished?: boolean;
  /** Refused with a 400. */
  formRefused?: boolean;
  /** Refused with 403/7505 by Graph itself: it carried another tenant than its leg was made with. */
  tenantRefused?: boolean;
}

/** An invite that Graph took. */
export interface RungInvite {
  at: number;
  /** When its operation ended; undefined while it still rings. */
  endedAt?: number;
  /** When we hung up the leg that it rang for. */
  brokenOffAt?: number;
  /** Whether its response reached us; undefined where nobody recorded it. */
  answered?: boolean;
  /** Why its operation failed. */
  failure?: { code: number; subcode: number };
}
