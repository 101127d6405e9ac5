import type { Escalation } from './escalation.ts';

/** Of the leg in use, else of the last one known; as Graph wrote it. */
export function multipartyCallId(e: Escalation): string | undefined {
  const inUse = e.meeting === undefined ? undefined : e.call.legs[e.meeting];
  return (inUse ?? Object.values(e.call.legs).findLast((leg) => leg.kind === 'multiparty' && leg.run === e.subject.run))?.callId;
}
