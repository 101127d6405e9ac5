import { fateOf } from '../run/leg-fate.ts';
import type { Escalation } from './escalation.ts';
import { attemptLegs } from './legs.ts';

/**
 * What is, or may be, still alive and nobody's: legs that would not hang up, by call id, and attempts whose creation was never
 * answered and that never showed themselves (rule 7). Graph ends either after 45 minutes without keepAlive.
 */
export function leftBehind(escalation: Escalation): string[] {
  const { run, state } = escalation;
  const stubborn = Object.values(run.state.call.legs).filter((leg) => fateOf(run, leg) === 'hangUpFailed');
  const nameless = state.creations.filter(
    ({ attempt, outcome }) => outcome === 'unknown' && attemptLegs(escalation, attempt).length === 0,
  );
  return [...stubborn.map(({ callId }) => callId), ...nameless.map(({ attempt }) => `multiparty ${attempt}, id unknown`)];
}
