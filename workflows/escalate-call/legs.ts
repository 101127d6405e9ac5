import type { Leg } from '../call/leg.ts';
import { legsOfAttempt, p2pLeg } from '../call/selectors.ts';
import type { Escalation } from './escalation.ts';

export function p2pLegOf({ run }: Escalation): Leg {
  const leg = p2pLeg(run.state.identity, run.state.call);
  if (!leg) throw new Error('The call model lost its P2P leg');
  return leg;
}

/** The legs that one attempt of this run has made. */
export function attemptLegs({ run }: Escalation, attempt: number): Leg[] {
  return legsOfAttempt(run.state.identity, run.state.call, attempt);
}

/** The multiparty leg that the caller is moved into, if one is usable yet; it may have ended since. */
export function findActiveLeg({ run, state }: Escalation): Leg | undefined {
  return state.activeLeg === undefined ? undefined : run.state.call.legs[state.activeLeg];
}

/** The same, where there must be one. */
export function activeLegOf(escalation: Escalation): Leg {
  const leg = findActiveLeg(escalation);
  if (!leg) throw new Error('There is no multiparty leg to invite from');
  return leg;
}
