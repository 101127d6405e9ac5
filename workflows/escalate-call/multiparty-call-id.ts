import type { Escalation } from './escalation.ts';
import { findActiveLeg } from './legs.ts';

/** Of the active leg, else of the last one known; as Graph wrote it. */
export function multipartyCallId(escalation: Escalation): string | undefined {
  const { call, identity } = escalation.run.state;
  const ours = Object.values(call.legs).filter((leg) => leg.kind === 'multiparty' && leg.run === identity.run);
  return (findActiveLeg(escalation) ?? ours.at(-1))?.callId;
}
