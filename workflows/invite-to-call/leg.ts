import type { Leg } from '../call/leg.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { Invitation } from './invitation.ts';

/** The leg from which people are invited, as it is now. */
export function legOf({ run, input }: Invitation): Leg {
  const leg = run.state.call.legs[normalizeId(input.call.id)];
  if (!leg) throw new Error('The call model lost its leg');
  return leg;
}
