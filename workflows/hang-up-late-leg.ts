import { proxyActivities, sleep } from '@temporalio/workflow';
import type { EscalationActivities, LateLegInput } from './contract/activities.ts';
import { LONGEST_HANG_UP } from './contract/request-limits.ts';

const { hangUp, look } = proxyActivities<EscalationActivities>({
  summary: 'Hang up the late leg, and see it gone',
  startToCloseTimeout: LONGEST_HANG_UP + 2_000,
  // Graph ends a leg after 45 minutes without keepAlive: after that there is nothing left to hang up.
  scheduleToCloseTimeout: '45 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** The answer to a DELETE does not prove the end; a leg that has not ended by then is hung up again. */
const END_WITHIN = '5 seconds';
const HANG_UPS = 5;

/**
 * Hangs up a leg that showed itself alive when no run of its escalation was open (design, rule 7). Started by the webhook, again
 * if the leg shows itself again. Its notifications find no open run of their escalation, so its end is asked for.
 */
export async function hangUpLateLeg(leg: LateLegInput): Promise<'ended' | 'left alive'> {
  for (let time = 1; time <= HANG_UPS; time++) {
    const told = await hangUp(leg);
    if (told.some(({ type }) => type === 'callMissing')) return 'ended';
    await sleep(END_WITHIN, { summary: 'Time for the leg to end' });
    const seen = await look({ calls: [{ ...leg, roster: false }] });
    if (seen.some((event) => event.type === 'callMissing' || (event.type === 'call' && event.state === 'terminated')))
      return 'ended';
  }
  return 'left alive';
}
