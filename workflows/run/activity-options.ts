import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CallActivities } from '../contract/activities.ts';
import {
  INVITE_BY_STAY_TRY_MS,
  LONGEST_HANG_UP_MS,
  LONGEST_KEEP_ALIVE_MS,
  LONGEST_PROBE_MS,
  REQUEST_LIMITS_MS,
} from '../contract/request-limits.ts';

/** Above the request's own limit, so that the activity itself reports what happened to the request, and only a dead worker runs into it. */
const MARGIN = 2_000;

/**
 * Taken back, a request that waits for a worker or for its next try ends at once, but one that is under way runs to its end: what
 * it made must be known. With TRY_CANCEL, and where no type is named, its response would be lost (measured).
 */
const UNTIL_ANSWERED = 'WAIT_CANCELLATION_COMPLETED';

/** Local: it asks nobody, so it needs no workflow task of its own (workflows/run/README.md, The input is checked in a local activity). */
export const { checkInput } = proxyLocalActivities<CallActivities>({
  startToCloseTimeout: '5 seconds',
  summary: 'Check the input, apply the defaults',
});

/** Ordinary: nobody waits for an answer here, and a run that is queried in its first task must be replayed (the same place). */
export const { checkInviteInput, checkStayInput } = proxyActivities<CallActivities>({
  startToCloseTimeout: '5 seconds',
  summary: 'Check the input, apply the defaults',
  retry: { initialInterval: 200, maximumInterval: 5_000 },
});

/** Retried inside its window, whatever became of the last try: the call id is the natural key, a second answer does no harm. */
export function answerActivity(leftMs: number) {
  return proxyActivities<CallActivities>({
    summary: 'Answer the P2P call',
    cancellationType: UNTIL_ANSWERED,
    startToCloseTimeout: REQUEST_LIMITS_MS.answer + 1_000,
    scheduleToCloseTimeout: leftMs,
    retry: { initialInterval: 200, backoffCoefficient: 1.5, maximumInterval: 1_000 },
  }).answer;
}

/**
 * Never repeated by Temporal, which cannot tell what was processed: a try whose type says that it certainly was not is repeated by
 * the workflow (rule 4). Nor is there a schedule-to-close: it would cut a request in flight, and lose the id of what it made.
 */
const ONCE = { maximumAttempts: 1 };

/** Makes one leg at most; its response names it. */
export function createCallActivity(attempt: number) {
  return proxyActivities<CallActivities>({
    summary: `Create multiparty leg ${attempt}, without media`,
    cancellationType: UNTIL_ANSWERED,
    startToCloseTimeout: REQUEST_LIMITS_MS.createCall + MARGIN,
    retry: ONCE,
  }).createCall;
}

/** As `createCall`: a repeated invite would ring twice. */
export function inviteActivity(summary: string) {
  return proxyActivities<CallActivities>({
    summary,
    cancellationType: UNTIL_ANSWERED,
    startToCloseTimeout: REQUEST_LIMITS_MS.invite + MARGIN,
    retry: ONCE,
  }).invite;
}

/** A read and the second read behind a 404. A probe that fails is followed by another, so it is hardly retried. */
export function probeActivity(why: string) {
  return proxyActivities<CallActivities>({
    summary: `Ask Graph, waiting for ${why}`,
    startToCloseTimeout: LONGEST_PROBE_MS + MARGIN,
    // Counts the time in the queue too, which a worker that restarts uses up.
    scheduleToCloseTimeout: '30 seconds',
    retry: { initialInterval: 300, maximumAttempts: 2 },
  }).probe;
}

/** Idempotent in effect, so retried freely, but bounded: what cannot be hung up by then is named in the result. */
export function hangUpActivity(whatLeg: string, within: number) {
  return proxyActivities<CallActivities>({
    summary: `Hang up ${whatLeg}`,
    startToCloseTimeout: LONGEST_HANG_UP_MS + MARGIN,
    scheduleToCloseTimeout: within,
    retry: { initialInterval: 300, maximumInterval: 5_000 },
  }).hangUp;
}

/**
 * One activity for hours: each keepAlive is a try of it, at the pace that the activity names. One that failed is repeated soon, for
 * Graph ends the call after 45 minutes without. Withdrawn, it is not awaited: a keepAlive makes nothing that must be known.
 */
export function keepAliveActivity(whatLeg: string) {
  return proxyActivities<CallActivities>({
    summary: `Keep the ${whatLeg} alive`,
    startToCloseTimeout: LONGEST_KEEP_ALIVE_MS + MARGIN,
    cancellationType: 'TRY_CANCEL',
    retry: { initialInterval: 1_000, maximumInterval: 30_000 },
  }).keepAlive;
}

/** A DELETE can be repeated; whoever asked for it is waiting. */
export const { removeParticipant } = proxyActivities<CallActivities>({
  summary: 'Remove a participant',
  startToCloseTimeout: REQUEST_LIMITS_MS.removeParticipant + MARGIN,
  scheduleToCloseTimeout: '1 minute',
  retry: { initialInterval: 500, maximumInterval: 5_000 },
});

/** As long as it takes: with the id of the request each try asks for the same update. */
export const { inviteByStay } = proxyActivities<CallActivities>({
  summary: 'Have them invited by the stay in the call, if there is one',
  startToCloseTimeout: INVITE_BY_STAY_TRY_MS + MARGIN,
  retry: { initialInterval: 200, maximumInterval: 5_000 },
});
