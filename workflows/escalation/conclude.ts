import { ApplicationFailure, CancelledFailure } from '@temporalio/workflow';
import type { Leg } from '../call/leg.ts';
import { p2pLeg } from '../call/meeting.ts';
import { whyMultipartyLegEnded } from '../call/multiparty-end.ts';
import { whyP2PCallEnded } from '../call/p2p-end.ts';
import type { ReplacementEnding } from '../call/replacement.ts';
import { normalizeId } from '../contract/call-id.ts';
import type {
  Escalated,
  EscalationFailureDetails,
  EscalationStatus,
  NotEscalated,
  NotEscalatedReason,
  ResultInfo,
} from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { tidyUp } from './hang-up.ts';
import { leftBehind } from './left-behind.ts';
import { multipartyCallId } from './multiparty-call-id.ts';
import { enter, note } from './report.ts';
import { settleEnd } from './settle-end.ts';
import type { RequestFailure } from './requests.ts';
import type { Stop } from './stop.ts';
import { now } from './now.ts';

/** Ends a run whose caller is in the multiparty call. */
export async function concludeEscalated(e: Escalation, moved: Extract<ReplacementEnding, { moved: true }>): Promise<Escalated> {
  await tidyUp(e, false);
  // From here to the end of the run no `await` that yields to Temporal (design, rule 7).
  enter(e, 'escalated');
  return {
    outcome: 'escalated',
    p2pCallId: e.subject.p2pCallId,
    multipartyCallId: multipartyCallId(e) ?? '',
    timeline: e.timeline,
    ...(moved.inLobby && { inLobby: true }),
    ...(moved.unconfirmed && { unconfirmed: moved.unconfirmed }),
    ...left(e),
  };
}

/**
 * Ends a run that broke off: tidies up in a bounded time, then tells why.
 * @throws {ApplicationFailure} for what an operator must mend
 * @throws {CancelledFailure} where a caller cancelled the run
 */
export async function concludeStopped(e: Escalation, stop: Stop): Promise<NotEscalated> {
  const during = e.status;
  const p2p = p2pLeg(e.subject, e.call);
  if (stop.kind === 'p2pEnded') await settleEnd(e, p2p);
  const explained = stop.kind === 'cancelled' ? undefined : explain(e, stop);
  await tidyUp(e, e.input.policy.onFailure === 'hangUp');
  // From here to the end of the run no `await` that yields to Temporal (design, rule 7).
  if (!explained || e.cancelRequested) {
    enter(e, 'cancelled');
    throw new CancelledFailure('The escalation was cancelled; legs of its own were hung up');
  }
  if (explained.kind === 'failure') throw failed(e, explained.failure, during);
  const { reason, resultInfo } = explained;
  enter(e, 'notEscalated', reason);
  return {
    outcome: 'notEscalated',
    reason,
    during,
    p2pCall: stateOfP2P(e),
    ...(resultInfo && { resultInfo }),
    p2pCallId: e.subject.p2pCallId,
    ...idOfMultipartyCall(e),
    timeline: e.timeline,
    ...left(e),
  };
}

type Explained =
  | { kind: 'reason'; reason: NotEscalatedReason; resultInfo?: ResultInfo }
  | { kind: 'failure'; failure: RequestFailure };

function explain(e: Escalation, stop: Exclude<Stop, { kind: 'cancelled' }>): Explained {
  switch (stop.kind) {
    case 'reason':
    case 'failure':
      return stop;
    case 'p2pEnded': {
      const p2p = p2pLeg(e.subject, e.call);
      const endedAt = e.endedAt.get(normalizeId(p2p.callId)) ?? now(e);
      return { kind: 'reason', reason: whyP2PCallEnded(p2p, endedAt >= e.answerBy), ...saidOf(p2p) };
    }
    case 'multipartyEnded': {
      const reason = whyMultipartyLegEnded(stop.leg) === 'endedByOthers' ? 'multipartyCallEnded' : 'multipartyCallFailed';
      return { kind: 'reason', reason, ...saidOf(stop.leg) };
    }
  }
}

function failed(e: Escalation, { type, error, resultInfo }: RequestFailure, during: EscalationStatus): ApplicationFailure {
  note(e, { what: `Failed: ${error.message}` });
  enter(e, 'failed', type);
  const details: EscalationFailureDetails = {
    during,
    p2pCall: stateOfP2P(e),
    p2pCallId: e.subject.p2pCallId,
    ...idOfMultipartyCall(e),
    ...(resultInfo && { resultInfo }),
    ...left(e),
    timeline: e.timeline,
  };
  return ApplicationFailure.create({ message: error.message, type, nonRetryable: true, details: [details], cause: error });
}

function stateOfP2P(e: Escalation): 'kept' | 'ended' {
  return p2pLeg(e.subject, e.call).end ? 'ended' : 'kept';
}

function idOfMultipartyCall(e: Escalation): { multipartyCallId?: string } {
  const id = multipartyCallId(e);
  return id === undefined ? {} : { multipartyCallId: id };
}

function left(e: Escalation): { leftBehind?: string[] } {
  const names = leftBehind(e);
  return names.length > 0 ? { leftBehind: names } : {};
}

function saidOf(leg: Leg): { resultInfo?: ResultInfo } {
  return leg.end?.resultInfo ? { resultInfo: leg.end.resultInfo } : {};
}
