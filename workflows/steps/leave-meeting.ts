import { now } from '../escalation/now.ts';
import { enter } from '../escalation/report.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { hangUp } from '../escalation/hang-up.ts';
import { pauseUntil } from '../escalation/wait.ts';

/** The last step: leaves `leaveAfter` after the last sign, at once when cancelled. Only our own leg ends; the others stay in the meeting. */
export async function leaveMeeting(e: Escalation): Promise<void> {
  enter(e, 'leaving');
  const leg = () => (e.meeting === undefined ? undefined : e.call.legs[e.meeting]);
  const gone = () => leg()?.end !== undefined;
  await pauseUntil(e, 'the moved call to settle', now(e) + e.input.policy.leaveAfter, () => gone() || e.cancelRequested);
  const meeting = leg();
  if (meeting && !gone()) await hangUp(e, meeting);
}
