import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  log,
  proxyActivities,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { CallActivities, LateLegInput } from '../contract/activities.ts';
import { LONGEST_HANG_UP_MS } from '../contract/request-limits.ts';
import { CALL_TENANT_ID, MULTIPARTY_CALL_ID } from '../contract/search-attributes.ts';
import { count } from '../run/metrics.ts';

const { hangUp, probe } = proxyActivities<CallActivities>({
  summary: 'Hang up the late leg, and see it gone',
  startToCloseTimeout: LONGEST_HANG_UP_MS + 2_000,
  // Graph ends a leg after 45 minutes without keepAlive: after that there is nothing left to hang up.
  scheduleToCloseTimeout: '45 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** The answer to a DELETE does not prove the end; a leg that has not ended by then is hung up again. */
const END_WITHIN = '5 seconds';
const HANG_UPS = 5;

/**
 * Hangs up a leg that showed itself alive when no run of its escalation was open (rule 7). Started by the webhook, again
 * if the leg shows itself again. Its notifications find no open run of their escalation, so its end is asked for.
 * @throws {ApplicationFailure} `LegLeftAlive`, not retryable: an operator has to see to it.
 */
export async function hangUpLateLeg(leg: LateLegInput): Promise<'ended'> {
  upsertSearchAttributes([
    { key: MULTIPARTY_CALL_ID, value: leg.callId },
    { key: CALL_TENANT_ID, value: leg.tenantId },
  ]);
  for (let time = 1; time <= HANG_UPS; time++) {
    if (await hungUp(leg)) return counted();
    await sleep(END_WITHIN, { summary: 'Time for the leg to end' });
    if (await seenEnded(leg)) return counted();
  }
  throw leftAlive(leg, `${HANG_UPS} hang-ups were accepted, and it was not seen to end`);
}

function counted(): 'ended' {
  count('lateLegsHungUp', {});
  return 'ended';
}

/** Whether the leg turned out to be gone already. */
async function hungUp(leg: LateLegInput): Promise<boolean> {
  try {
    return (await hangUp(leg)).some(({ type }) => type === 'callMissing');
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw leftAlive(leg, `the hang-up failed: ${error.cause?.message ?? error.message}`, error);
  }
}

/** A read that is refused tells nothing of the leg: the next hang-up does. */
async function seenEnded(leg: LateLegInput): Promise<boolean> {
  try {
    const seen = await probe({ calls: [{ ...leg, roster: false }] });
    return seen.some((event) => event.type === 'callMissing' || (event.type === 'call' && event.state === 'terminated'));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.warn('The late leg could not be read; it is hung up again', { why: error.cause?.message ?? error.message });
    return false;
  }
}

function isRefusal(error: unknown): error is ActivityFailure {
  return error instanceof ActivityFailure && !(error.cause instanceof CancelledFailure);
}

function leftAlive(leg: LateLegInput, why: string, cause?: Error): ApplicationFailure {
  count('leftBehind', {});
  return ApplicationFailure.create({
    type: 'LegLeftAlive',
    nonRetryable: true,
    message:
      `Multiparty leg ${leg.callId} of tenant ${leg.tenantId} may still be alive: ${why}. Check the app's permissions with ` +
      '`npm run doctor`, then start this workflow again; without keepAlive Graph ends the leg after 45 minutes',
    ...(cause && { cause }),
  });
}
