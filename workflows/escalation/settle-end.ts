import type { Leg } from '../call/leg.ts';
import { endIsSettled } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { Escalation } from './escalation.ts';
import { pauseUntil } from './wait.ts';
import { now } from './now.ts';

/** `terminated` and `deleted` may swap, and only one of them carries the code (design, rule 2). */
const SETTLES_WITHIN = 1_000;

/** Awaits the code of an end, at most 1 s after its first sign. */
export async function settleEnd(e: Escalation, leg: Leg): Promise<void> {
  const key = normalizeId(leg.callId);
  const until = (e.endedAt.get(key) ?? now(e)) + SETTLES_WITHIN;
  await pauseUntil(e, 'the reason of the end', until, () => {
    const end = e.call.legs[key]?.end;
    return end === undefined || endIsSettled(end);
  });
}
