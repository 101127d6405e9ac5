import { now } from '../../run/clock.ts';
import { hangUp } from '../../run/hang-up.ts';
import { pauseUntil } from '../../run/wait.ts';
import type { Escalation } from '../escalation.ts';
import { findActiveLeg } from '../legs.ts';
import { enterStatus } from '../status.ts';

/** The last step: leaves `leaveAfter` after the last sign, at once when cancelled. Only our own leg ends; the others stay in the meeting. */
export async function leaveMeeting(escalation: Escalation): Promise<void> {
  const { run, state, input } = escalation;
  enterStatus(escalation, 'leaving');
  const gone = () => findActiveLeg(escalation)?.end !== undefined;
  const leaveAt = now(run) + input.policy.leaveAfter;
  await pauseUntil(run, 'the moved call to settle', leaveAt, () => gone() || state.cancelRequested);
  const leg = findActiveLeg(escalation);
  if (leg && !gone()) await hangUp(run, leg);
}
