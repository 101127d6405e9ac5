import type { EscalationPolicy } from '../../../workflows/contract/policy.ts';
import type { EscalationFailureType, EscalationStatus, NotEscalatedReason } from '../../../workflows/contract/result.ts';
import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { FAST_TIMINGS, type Timings } from '../../graph-simulator/model/settings.ts';

/** What goes wrong in a row, for its caller alone. */
export interface Script {
  faults?: FaultInput[];
  /** What goes wrong in the meeting organizer's tenant, which otherwise is the caller's. */
  organizer?: FaultInput[];
  /** Over `ROW_POLICY`. */
  policy?: Partial<EscalationPolicy>;
}

/** Deadlines that a busy machine does not reach; a row that waits one out sets its own. */
export const ROW_POLICY = {
  answerWithin: 20_000,
  establishWithin: 20_000,
  inviteWithin: 20_000,
  replaceWithin: 20_000,
  leaveAfter: 50,
  probeAfter: 500,
} satisfies Partial<EscalationPolicy>;

/** A leg that sticks, or a call that rings, does so until something else happens. */
export const ROW_TIMINGS: Timings = { ...FAST_TIMINGS, stuck: 60_000, answerWindow: 60_000 };

/** How a row of the papers ends. What is left alive follows from it: nothing but a P2P call that was kept. */
export interface RowEnding {
  outcome: 'escalated' | 'notEscalated';
  inLobby?: true;
  unconfirmed?: 'roster';
  reason?: NotEscalatedReason;
  p2pCall?: 'kept' | 'ended';
  /** As Microsoft said it, at least; absent where nothing was said. */
  resultInfo?: ResultInfo;
  leftBehind?: string[];
}

/** A row of a table of the papers, as data. */
export interface Row extends Script {
  /** As the papers have it. */
  row: string;
  /** Which case of the row. */
  case: string;
  ends: RowEnding;
  /** How many requests of these kinds Microsoft got, answered or not. */
  sends: Record<Counted, number>;
  /** By when it has ended, in ms after its step began, where it takes longer than one that is decided at once, or at its deadline. */
  takes?: number;
  /** The deadline that the row waits out; without one it is decided at once. */
  waits?: 'answerWithin' | 'establishWithin' | 'inviteWithin' | 'replaceWithin';
}

export type Counted = 'createCall' | 'invite' | 'delete';

/** A way in which the workflow fails. */
export interface FailureRow extends Script {
  row: EscalationFailureType;
  case: string;
  during: Extract<EscalationStatus, 'answering' | 'creating' | 'inviting'>;
  /** As Microsoft said it. */
  resultInfo: ResultInfo;
  sends: Row['sends'];
  /** Default `kept`. */
  p2pCall?: 'kept' | 'ended';
  /** Attempts whose id nobody knows; `true`: our own leg could not be hung up. */
  leftBehind?: string[] | true;
}

/** What is sent when nothing goes wrong: the one hang-up is that of our own leg, in the end. */
export const SENDS = { createCall: 1, invite: 1, delete: 1 };
export const NOTHING = { createCall: 0, invite: 0, delete: 0 };

export const ESCALATED: RowEnding = { outcome: 'escalated' };
export const kept = (reason: NotEscalatedReason, resultInfo?: ResultInfo): RowEnding => notEscalated(reason, 'kept', resultInfo);
export const ended = (reason: NotEscalatedReason, resultInfo?: ResultInfo): RowEnding =>
  notEscalated(reason, 'ended', resultInfo);

function notEscalated(reason: NotEscalatedReason, p2pCall: 'kept' | 'ended', resultInfo?: ResultInfo): RowEnding {
  return { outcome: 'notEscalated', reason, p2pCall, ...(resultInfo && { resultInfo }) };
}

/** Faults that act in one tenant only. */
export function inTenant(tenantId: string, faults: FaultInput[]): FaultInput[] {
  return faults.map((fault) => ({ ...fault, where: { tenantId } }));
}
