import type { Leg } from '../../call/leg.ts';
import { type MultipartyVerdict, whyMultipartyLegEnded } from '../../call/multiparty-end.ts';
import { isInLobby } from '../../call/selectors.ts';
import { normalizeId } from '../../contract/call-id.ts';
import type { ResultInfo } from '../../contract/result-info.ts';
import type { TimelineEntry } from '../../contract/timeline-entry.ts';
import { createCallActivity } from '../../run/activity-options.ts';
import { awaitNextTry, wasNotTaken } from '../../run/await-next-try.ts';
import { now } from '../../run/clock.ts';
import { hangUp } from '../../run/hang-up.ts';
import { NOTHING_SENT, type Request, wasRefused } from '../../run/request.ts';
import { sendAbortable } from '../../run/requests.ts';
import { settleEnd } from '../../run/settle-end.ts';
import { addToTimeline } from '../../run/timeline.ts';
import { pauseUntil, waitUntil } from '../../run/wait.ts';
import { EscalationAborted } from '../abort.ts';
import { forgetActiveLeg } from '../active-leg.ts';
import { beginCreation, settleCreation } from '../creations.ts';
import type { Escalation } from '../escalation.ts';
import { interruptionOf, isInterrupted, throwIfInterrupted } from '../interruption.ts';
import { attemptLegs, findActiveLeg, p2pLegOf } from '../legs.ts';
import { abortAtRefusal, leftInLobby } from './refusal.ts';

/** Whether the step goes on with another leg, and in which media form. */
type Outcome = 'joined' | 'notTaken' | Extract<MultipartyVerdict, 'tryAgain' | 'tryOtherMediaForm'>;

/**
 * Step 2 of the seed: creates and joins the multiparty call without media, in at most `createAttempts` attempts. Done when a leg
 * is usable and the P2P call is established, so that nothing but the invite is left to do.
 * @throws {EscalationAborted} when the caller is lost, no leg becomes usable, or Graph refuses for good
 */
export async function joinMeeting(escalation: Escalation): Promise<void> {
  let mediaForm: 'preferred' | 'other' = 'preferred';
  let said: ResultInfo | undefined;
  const { createAttempts, establishWithin } = escalation.input.policy;
  // However often Graph takes no creates, nobody waits longer than the attempts might have taken.
  const latest = now(escalation.run) + createAttempts * establishWithin;
  let tries = 0;
  for (let attempt = 1; attempt <= createAttempts; ) {
    const begun = escalation.run.state.timeline.length;
    const establishBy = now(escalation.run) + establishWithin;
    // A leg of an attempt that was over may have become usable while its end was awaited, and one of a refused try have shown itself.
    const isMade = () => inUse(escalation) || isMakingOne(escalation, attempt);
    const creating = isMade() ? NOTHING_SENT : sendCreation(escalation, attempt, mediaForm, establishBy);
    const outcome = await tryToJoin(escalation, attempt, creating, establishBy);
    if (outcome === 'joined') return;
    if (outcome === 'tryOtherMediaForm') mediaForm = 'other';
    // Before the hang-up, whose echo (200/7000) explains nothing.
    said = lastResultInfo(escalation.run.state.timeline.slice(begun)) ?? said;
    if (outcome === 'notTaken') tries += 1;
    else {
      await endLegsOfAttempt(escalation, attempt, creating);
      attempt += 1;
      tries = 0;
    }
    if (attempt > createAttempts) break;
    if (
      !(await awaitNextTry(escalation.run, creating, {
        tries,
        latest,
        orElse: isMade,
        interruption: () => interruptionOf(escalation),
      }))
    )
      break;
  }
  throw new EscalationAborted({ kind: 'reason', reason: 'multipartyCallFailed', ...(said && { resultInfo: said }) });
}

async function tryToJoin(escalation: Escalation, attempt: number, creating: Request, establishBy: number): Promise<Outcome> {
  const p2pEstablished = () => p2pLegOf(escalation).reached === 'established';
  const joined = await waitUntil(escalation.run, {
    what: `multiparty leg ${attempt} to be usable`,
    ready: () =>
      (inUse(escalation) && p2pEstablished()) ||
      endedLeg(escalation, attempt) !== undefined ||
      (wasRefused(creating) && !inUse(escalation)),
    until: () =>
      Math.min(inUse(escalation) ? Infinity : establishBy, p2pEstablished() ? Infinity : escalation.state.p2pEstablishBy),
    interruption: () => interruptionOf(escalation),
  });
  const ended = endedLeg(escalation, attempt);
  if (ended) return await verdictOnEnd(escalation, ended);
  if (joined && inUse(escalation)) return 'joined';
  if (!joined && !p2pEstablished() && now(escalation.run) >= escalation.state.p2pEstablishBy)
    throw new EscalationAborted({ kind: 'reason', reason: 'timedOut' });
  if (wasNotTaken(creating)) return 'notTaken';
  abortAtRefusal(creating);
  const inLobby = attemptLegs(escalation, attempt).find((leg) =>
    isInLobby(escalation.run.state.call, leg, escalation.input.applicationId),
  );
  if (inLobby) throw leftInLobby();
  return 'tryAgain';
}

function sendCreation(escalation: Escalation, attempt: number, mediaForm: 'preferred' | 'other', establishBy: number): Request {
  const { run, input } = escalation;
  const { meeting, multipartyTenantId: tenantId, subject } = input;
  beginCreation(escalation, attempt, establishBy);
  throwIfInterrupted(escalation);
  addToTimeline(run, { what: `Creating multiparty leg ${attempt}`, leg: 'multiparty' });
  return sendAbortable(
    run,
    'create',
    async () => {
      const events = await createCallActivity(attempt)({
        run: run.state.identity.run,
        attempt,
        tenantId,
        meeting,
        mediaForm,
        ...(subject !== undefined && { subject }),
      });
      // Created, but the response names no leg: only its notifications can.
      settleCreation(escalation, attempt, events.length === 0 ? 'unknown' : 'known');
      return events;
    },
    ({ type, error, resultInfo }) => {
      settleCreation(escalation, attempt, type === 'OutcomeUnknown' ? 'unknown' : 'refused');
      addToTimeline(run, { what: `Create: ${error.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) });
    },
  );
}

/** A 503 may have been processed after all (on record for creates): then its leg shows itself, and no other is made. */
function isMakingOne(escalation: Escalation, attempt: number): boolean {
  return attemptLegs(escalation, attempt).some((leg) => !leg.end);
}

function inUse(escalation: Escalation): boolean {
  const leg = findActiveLeg(escalation);
  return leg !== undefined && !leg.end;
}

/** The leg whose end is the end of this attempt: the one in use, else the attempt's only ones. */
function endedLeg(escalation: Escalation, attempt: number): Leg | undefined {
  const active = findActiveLeg(escalation);
  if (active) return active.end ? active : undefined;
  const legs = attemptLegs(escalation, attempt);
  return legs.length > 0 && legs.every((leg) => leg.end) ? legs[0] : undefined;
}

async function verdictOnEnd(escalation: Escalation, leg: Leg): Promise<Outcome> {
  await settleEnd(escalation.run, leg);
  throwIfInterrupted(escalation);
  const settled = escalation.run.state.call.legs[normalizeId(leg.callId)] ?? leg;
  const verdict = whyMultipartyLegEnded(settled);
  if (verdict === 'endedByOthers' || verdict === 'failed') throw new EscalationAborted({ kind: 'multipartyEnded', leg: settled });
  forgetActiveLeg(escalation);
  return verdict;
}

/** A leg that Graph does not let go of must not keep the caller waiting; its hang-up goes on beside the next attempt. */
const GONE_TIMEOUT_MS = 5_000;
/** A worker that has begun with the request ends, or times out, within this. */
const LONGEST_CREATE_MS = 15_000;

/**
 * A leg of an attempt that is over is gone before the next one is made: two of ours at once would ring twice and cost quota. So the
 * response that may yet name one is awaited (its request has a limit of 10 s).
 */
async function endLegsOfAttempt(escalation: Escalation, attempt: number, creating: Request): Promise<void> {
  creating.withdraw();
  await pauseUntil(
    escalation.run,
    `the response to create ${attempt}`,
    now(escalation.run) + LONGEST_CREATE_MS,
    () => creating.done || isInterrupted(escalation),
  );
  throwIfInterrupted(escalation);
  if (inUse(escalation)) return;
  const alive = () => attemptLegs(escalation, attempt).filter((leg) => !leg.end);
  for (const leg of alive()) void hangUp(escalation.run, leg);
  const isOver = () => alive().length === 0 || isInterrupted(escalation);
  await pauseUntil(escalation.run, `multiparty leg ${attempt} to be gone`, now(escalation.run) + GONE_TIMEOUT_MS, isOver);
  throwIfInterrupted(escalation);
}

function lastResultInfo(timeline: readonly TimelineEntry[]): ResultInfo | undefined {
  return timeline.findLast((entry) => entry.leg === 'multiparty' && entry.resultInfo)?.resultInfo;
}
