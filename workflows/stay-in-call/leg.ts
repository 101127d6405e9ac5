import type { Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { Stay } from './stay.ts';

/** The leg that the stay looks after, as it is now. */
export function legOf({ run, call }: Stay): Leg {
  const leg = run.state.call.legs[normalizeId(call.id)];
  if (!leg) throw new Error('The call model lost its leg');
  return leg;
}
