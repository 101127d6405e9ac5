import { legsOfAttempt } from '../call/meeting.ts';
import type { Escalation } from './escalation.ts';

/**
 * What is, or may be, still alive and nobody's: legs that would not hang up, by call id, and attempts whose creation was never
 * answered and that never showed themselves (design, rule 7). Graph ends either after 45 minutes without keepAlive.
 */
export function leftBehind(e: Escalation): string[] {
  const stubborn = [...e.givenUp].map((key) => e.call.legs[key]).filter((leg) => leg !== undefined && !leg.end);
  const nameless = e.creations.filter(
    ({ attempt, outcome }) => outcome === 'unknown' && legsOfAttempt(e.subject, e.call, attempt).length === 0,
  );
  return [...stubborn.map((leg) => leg?.callId ?? ''), ...nameless.map(({ attempt }) => `multiparty ${attempt}, id unknown`)];
}
