import type { StayResult } from '../../contract/stay.ts';
import { waitFor } from '../../run/wait.ts';
import { leave } from '../leaving.ts';
import type { Stay } from '../stay.ts';

/** The update `leave`: twice is one leaving, and both have its result. */
export async function leaveCall(stay: Stay): Promise<StayResult> {
  leave(stay, 'asked');
  await waitFor(stay.run, () => stay.live.result !== undefined);
  const { result } = stay.live;
  if (!result) throw new Error('A stay that has ended has no result');
  return result;
}
