import type { Leg } from '../call/leg.ts';
import { peopleIn } from '../call/selectors.ts';
import type { CallState } from '../contract/events.ts';
import type { EscalationSnapshot } from '../contract/result.ts';
import { allWaits } from '../run/all-waits.ts';
import type { Escalation } from './escalation.ts';
import { leftBehind } from './left-behind.ts';
import { attemptLegs, findActiveLeg, p2pLegOf } from './legs.ts';

/** What the query answers: the run as it stands. */
export function snapshot(escalation: Escalation): EscalationSnapshot {
  const { input, run, state } = escalation;
  const [outcomeUnknown] = state.unknownOutcomes;
  const multipartyCall = currentMultipartyCall(escalation);
  const activeLeg = findActiveLeg(escalation);
  const left = leftBehind(escalation);
  const waitingFor = allWaits([...run.live.pendingWaits].flatMap(({ shown }) => shown ?? []));
  return {
    status: state.status,
    ...(input.context !== undefined && { context: input.context }),
    ...(outcomeUnknown && { outcomeUnknown }),
    p2pCall: { id: input.p2pCall.id, state: stateOf(p2pLegOf(escalation)) },
    ...(multipartyCall && { multipartyCall }),
    participants: activeLeg ? peopleIn(run.state.call, activeLeg).map(({ id, inLobby }) => ({ userId: id, inLobby })) : [],
    ...(waitingFor && { waitingFor }),
    ...(left.length > 0 && { leftBehind: left }),
    timeline: run.state.timeline,
  };
}

/** The active leg, else the one of the latest attempt. */
function currentMultipartyCall(escalation: Escalation): EscalationSnapshot['multipartyCall'] {
  const activeLeg = findActiveLeg(escalation);
  const attempt = activeLeg?.attempt ?? escalation.state.creations.at(-1)?.attempt;
  if (attempt === undefined) return undefined;
  const leg = activeLeg ?? attemptLegs(escalation, attempt)[0];
  return leg ? { id: leg.callId, state: stateOf(leg), attempt } : { state: 'establishing', attempt };
}

function stateOf(leg: Leg): CallState {
  return leg.end ? 'terminated' : leg.reached;
}
