import { legsOfAttempt, p2pLeg, peopleIn } from '../call/meeting.ts';
import type { Leg } from '../call/leg.ts';
import type { CallState } from '../contract/events.ts';
import type { EscalationSnapshot } from '../contract/result.ts';
import type { Escalation } from './escalation.ts';
import { allWaits } from './all-waits.ts';
import { leftBehind } from './left-behind.ts';

/** What the query answers: the run as it stands. */
export function snapshot(e: Escalation): EscalationSnapshot {
  const p2p = p2pLeg(e.subject, e.call);
  const [outcomeUnknown] = e.unknownOutcomes;
  const multipartyCall = currentMultipartyCall(e);
  const meeting = e.meeting === undefined ? undefined : e.call.legs[e.meeting];
  const left = leftBehind(e);
  const waitingFor = allWaits([...e.waits.values()]);
  return {
    status: e.status,
    ...(outcomeUnknown && { outcomeUnknown }),
    p2pCall: { id: e.subject.p2pCallId, state: stateOf(p2p) },
    ...(multipartyCall && { multipartyCall }),
    participants: meeting ? peopleIn(e.call, meeting) : [],
    ...(waitingFor && { waitingFor }),
    ...(left.length > 0 && { leftBehind: left }),
    timeline: e.timeline,
  };
}

/** The leg in use, else the one of the latest attempt. */
function currentMultipartyCall(e: Escalation): EscalationSnapshot['multipartyCall'] {
  const inUse = e.meeting === undefined ? undefined : e.call.legs[e.meeting];
  const attempt = inUse?.attempt ?? e.creations.at(-1)?.attempt;
  if (attempt === undefined) return undefined;
  const leg = inUse ?? legsOfAttempt(e.subject, e.call, attempt)[0];
  return leg ? { id: leg.callId, state: stateOf(leg), attempt } : { state: 'establishing', attempt };
}

function stateOf(leg: Leg): CallState {
  return leg.end ? 'terminated' : leg.reached;
}
