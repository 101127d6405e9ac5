import { ApplicationFailure, CancelledFailure } from '@temporalio/workflow';
import type { Leg } from '../call/leg.ts';
import { whyMultipartyLegEnded } from '../call/multiparty-end.ts';
import { whyP2PCallEnded } from '../call/p2p-end.ts';
import { type ReplacementEnding, replacementEnding } from '../call/replacement.ts';
import { normalizeId } from '../contract/call-id.ts';
import type {
  Escalated,
  EscalationFailureDetails,
  EscalationResult,
  EscalationStatus,
  NotEscalatedReason,
} from '../contract/result.ts';
import type { ResultInfo } from '../contract/result-info.ts';
import { now } from '../run/clock.ts';
import { renderDetails } from '../run/details-page.ts';
import type { RequestFailure } from '../run/request-failure.ts';
import { settleEnd } from '../run/settle-end.ts';
import { addToTimeline } from '../run/timeline.ts';
import type { AbortCause } from './abort.ts';
import type { Escalation } from './escalation.ts';
import { leftBehind } from './left-behind.ts';
import { p2pLegOf } from './legs.ts';
import { type Move, signsOf } from './move.ts';
import { multipartyCallId } from './multiparty-call-id.ts';
import { enterStatus } from './status.ts';
import { notInvited } from './steps/invite-others.ts';
import { tidyUp } from './tidy-up.ts';

/** Ends a run whose caller is in the multiparty call. */
export async function completeEscalated(
  escalation: Escalation,
  moved: Extract<ReplacementEnding, { moved: true }>,
): Promise<Escalated> {
  await tidyUp(escalation, false);
  // From here to the end of the run no `await` that yields to Temporal (rule 7).
  endWith(escalation, 'escalated');
  const out = notInvited(escalation);
  return {
    outcome: 'escalated',
    p2pCallId: escalation.input.p2pCall.id,
    multipartyCallId: multipartyCallId(escalation) ?? '',
    timeline: escalation.run.state.timeline,
    ...(moved.inLobby && { inLobby: true }),
    ...(moved.unconfirmed && { unconfirmed: moved.unconfirmed }),
    ...(out.length > 0 && { notInvited: out }),
    ...(escalation.state.stayingIn && { stayingIn: escalation.state.stayingIn }),
    ...contextOf(escalation),
    ...left(escalation),
  };
}

/**
 * Ends a run that gives up its steps: tidies up in a bounded time, then reports why.
 * @throws {ApplicationFailure} for what an operator must fix
 * @throws {CancelledFailure} where a caller cancelled the run
 */
export async function completeAborted(escalation: Escalation, cause: AbortCause): Promise<EscalationResult> {
  const during = escalation.state.status;
  const p2p = p2pLegOf(escalation);
  if (cause.kind === 'p2pEnded') await settleEnd(escalation.run, p2p);
  const explained = cause.kind === 'cancelled' ? undefined : explain(escalation, cause);
  const alsoP2P = escalation.input.policy.onFailure === 'hangUp';
  await tidyUp(escalation, alsoP2P);
  const late = cause.kind === 'moveUntold' ? toldLate(escalation, cause.move, alsoP2P) : undefined;
  if (late?.moved) return await completeEscalated(escalation, late);
  // From here to the end of the run no `await` that yields to Temporal (rule 7).
  if (!explained || escalation.state.cancelRequested) {
    endWith(escalation, 'cancelled');
    throw new CancelledFailure('The escalation was cancelled; legs of its own were hung up');
  }
  if (explained.kind === 'failure') throw failed(escalation, explained.failure, during);
  const { reason, resultInfo } = explained;
  endWith(escalation, 'notEscalated', reason);
  return {
    outcome: 'notEscalated',
    reason,
    during,
    p2pCall: stateOfP2P(escalation),
    ...(resultInfo && { resultInfo }),
    ...contextOf(escalation),
    p2pCallId: escalation.input.p2pCall.id,
    ...idOfMultipartyCall(escalation),
    timeline: escalation.run.state.timeline,
    ...left(escalation),
  };
}

/**
 * Graph could not be asked before, and has told as we hung up. The end of a P2P call that we hang up ourselves says nothing: there
 * it must have told that the invite was carried out.
 */
function toldLate(escalation: Escalation, move: Move, alsoP2P: boolean): ReplacementEnding | undefined {
  const signs = signsOf(escalation, move);
  return alsoP2P && signs.operation !== 'completed' ? undefined : replacementEnding(signs, false);
}

/** The page is rendered here for the last time: nothing wakes a run that has ended. */
function endWith(escalation: Escalation, status: EscalationStatus, reason?: string): void {
  enterStatus(escalation, status, reason);
  renderDetails(escalation.run);
}

type Explained =
  | { kind: 'reason'; reason: NotEscalatedReason; resultInfo?: ResultInfo }
  | { kind: 'failure'; failure: RequestFailure };

function explain(escalation: Escalation, cause: Exclude<AbortCause, { kind: 'cancelled' }>): Explained {
  switch (cause.kind) {
    case 'reason':
    case 'failure':
      return cause;
    case 'moveUntold':
      return { kind: 'reason', reason: 'timedOut' };
    case 'p2pEnded': {
      const p2p = p2pLegOf(escalation);
      const endedAt = escalation.run.state.endedAt[normalizeId(p2p.callId)] ?? now(escalation.run);
      return { kind: 'reason', reason: whyP2PCallEnded(p2p, endedAt >= escalation.state.answerBy), ...saidOf(p2p) };
    }
    case 'multipartyEnded': {
      const reason = whyMultipartyLegEnded(cause.leg) === 'endedByOthers' ? 'multipartyCallEnded' : 'multipartyCallFailed';
      return { kind: 'reason', reason, ...saidOf(cause.leg) };
    }
  }
}

function failed(
  escalation: Escalation,
  { type, error, resultInfo }: RequestFailure,
  during: EscalationStatus,
): ApplicationFailure {
  addToTimeline(escalation.run, { what: `Failed: ${error.message}` });
  endWith(escalation, 'failed', type);
  const details: EscalationFailureDetails = {
    during,
    p2pCall: stateOfP2P(escalation),
    p2pCallId: escalation.input.p2pCall.id,
    ...idOfMultipartyCall(escalation),
    ...(resultInfo && { resultInfo }),
    ...contextOf(escalation),
    ...left(escalation),
    timeline: escalation.run.state.timeline,
  };
  return ApplicationFailure.create({ message: error.message, type, nonRetryable: true, details: [details], cause: error });
}

function stateOfP2P(escalation: Escalation): 'kept' | 'ended' {
  return p2pLegOf(escalation).end ? 'ended' : 'kept';
}

function idOfMultipartyCall(escalation: Escalation): { multipartyCallId?: string } {
  const id = multipartyCallId(escalation);
  return id === undefined ? {} : { multipartyCallId: id };
}

function contextOf({ input: { context } }: Escalation): { context?: string } {
  return context === undefined ? {} : { context };
}

function left(escalation: Escalation): { leftBehind?: string[] } {
  const names = leftBehind(escalation);
  return names.length > 0 ? { leftBehind: names } : {};
}

function saidOf(leg: Leg): { resultInfo?: ResultInfo } {
  return leg.end?.resultInfo ? { resultInfo: leg.end.resultInfo } : {};
}
