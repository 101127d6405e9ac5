import type { Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { Run } from './run.ts';

/** What becomes of a leg: it is used, is to end, could not be ended (then `leftBehind` names it), is looked after by another run, or has ended. */
export type LegFate = 'wanted' | 'hangUpRequested' | 'hangUpFailed' | 'handedOver' | 'ended';

export function fateOf({ state }: Run, leg: Leg): LegFate {
  return leg.end ? 'ended' : (state.hangUps[normalizeId(leg.callId)] ?? 'wanted');
}
