import { rostersOf } from '../call/call.ts';
import { type InviteVerdict, whyInviteFailed } from '../call/invite-end.ts';
import type { Operation, SentInvite } from '../call/operation.ts';
import { hasReason, isSignOfReplacement } from '../call/p2p-end.ts';
import type { ReplacementSigns } from '../call/replacement.ts';
import { strongerResult } from '../call/result-code.ts';
import { wasInLobbySince } from '../call/people-in-roster.ts';
import { callerCameSince, seenInCallSince } from '../call/selectors.ts';
import type { Leg } from '../call/leg.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import { now } from '../run/clock.ts';
import { operationsOfInvite } from '../run/invites.ts';
import { type Request, wasRefused } from '../run/request.ts';
import type { Escalation } from './escalation.ts';
import { p2pLegOf } from './legs.ts';

/** One invite that replaces the P2P call, in one or several tries, of which Graph takes at most one. The functions below derive from the state what has become of it. */
export interface Move {
  readonly attempt: number;
  readonly form: 'bare' | 'path';
  /** The leg that it was sent from. */
  readonly leg: Leg;
  readonly invite: SentInvite;
  /** The latest try. */
  request: Request;
  /** When the latest try was sent, in ms of workflow time: what rings, rings since then. */
  sentTime: number;
}

/** The three signs of a replacement, as far as they were seen. */
export function signsOf(escalation: Escalation, move: Move): ReplacementSigns {
  const { call } = escalation.run.state;
  const { leg, invite } = move;
  const p2p = p2pLegOf(escalation);
  const operation = statusOf(escalation, move);
  const p2pEndIsSign = p2p.end !== undefined && isSignOfReplacement(p2p.end);
  // Where something else shows the move, it does not matter whether the caller was in before, on another device.
  const isTold = operation === 'completed' || p2pEndIsSign;
  const { id } = escalation.input.p2pCall.caller.user;
  return {
    operation,
    caller: isTold
      ? seenInCallSince(call, leg, id, invite.sentSeq)
      : callerCameSince(call, leg, id, invite.sentSeq, p2p.end !== undefined && !hasReason(p2p.end)),
    p2pLeg: p2p.end ? 'gone' : 'lives',
    p2pEndIsSign,
  };
}

/** The first sign of a replacement is there: `replaceWithin` counts from here. */
export function hasBegun(escalation: Escalation, move: Move): boolean {
  const { operation, caller, p2pLeg } = signsOf(escalation, move);
  const takenElsewhere = operation === 'unknown' && hasFailed(operationsOf(escalation, move));
  return operation === 'completed' || takenElsewhere || caller === 'in' || p2pLeg === 'gone';
}

/** Whether anything shows that Graph has processed the invite. */
export function hasShownItself(escalation: Escalation, move: Move): boolean {
  const { caller, p2pLeg } = signsOf(escalation, move);
  return operationsOf(escalation, move).length > 0 || caller === 'in' || p2pLeg === 'gone';
}

/** The failed operation's result, else that of the response: an operation may have failed although its response was lost. */
export function resultInfoOf(escalation: Escalation, move: Move): ResultInfo | undefined {
  return failedResult(operationsOf(escalation, move)) ?? move.request.failure?.resultInfo;
}

/** What its failure means. */
export function verdictOf(escalation: Escalation, move: Move): InviteVerdict {
  const operations = operationsOf(escalation, move);
  // Only what rang can have rung out.
  return hasFailed(operations)
    ? whyInviteFailed(failedResult(operations), tookMs(escalation, move), true)
    : whyInviteFailed(move.request.failure?.resultInfo, 0, true);
}

/** Our own leg was seen in the lobby since: from there Graph lets nobody be invited. */
export function wasInLobby({ run, input }: Escalation, { leg, invite }: Move): boolean {
  return rostersOf(run.state.call, leg).some((roster) => wasInLobbySince(roster, input.applicationId, invite.sentSeq));
}

function statusOf(escalation: Escalation, move: Move): ReplacementSigns['operation'] {
  const operations = operationsOf(escalation, move);
  if (operations.some(({ status }) => status === 'completed')) return 'completed';
  if (wasRefused(move.request)) return 'failed';
  if (!hasFailed(operations)) return 'unknown';
  return whyInviteFailed(failedResult(operations), tookMs(escalation, move), true).kind === 'perhapsMoved' ? 'unknown' : 'failed';
}

function operationsOf({ run }: Escalation, { invite }: Move): Operation[] {
  return operationsOfInvite(run, invite);
}

function tookMs({ run }: Escalation, { sentTime }: Move): number {
  return now(run) - sentTime;
}

function hasFailed(operations: readonly Operation[]): boolean {
  return operations.some(({ status }) => status === 'failed');
}

function failedResult(operations: readonly Operation[]): ResultInfo | undefined {
  return operations
    .filter(({ status }) => status === 'failed')
    .map(({ resultInfo }) => resultInfo)
    .reduce<ResultInfo | undefined>(strongerResult, undefined);
}
