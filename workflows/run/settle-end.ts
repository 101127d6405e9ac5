import { endIsSettled, type Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import { now } from './clock.ts';
import type { Run } from './run.ts';
import { pauseUntil } from './wait.ts';

/** `terminated` and `deleted` may swap, and only one of them carries the code (rule 2). */
const SETTLE_TIMEOUT_MS = 1_000;

/** Awaits the code of an end, at most 1 s after its first sign. */
export function settleEnd(run: Run, leg: Leg): Promise<void> {
  const key = normalizeId(leg.callId);
  const until = (run.state.endedAt[key] ?? now(run)) + SETTLE_TIMEOUT_MS;
  return pauseUntil(run, 'the reason of the end', until, () => {
    const end = run.state.call.legs[key]?.end;
    return end === undefined || endIsSettled(end);
  });
}
