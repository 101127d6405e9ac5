import { createCallActivity } from '../activity-options.ts';
import type { Leg } from '../call/leg.ts';
import { isInLobby, legsOfAttempt, p2pLeg } from '../call/meeting.ts';
import { type MultipartyVerdict, whyMultipartyLegEnded } from '../call/multiparty-end.ts';
import { foldId } from '../contract/call-id.ts';
import type { ResultInfo, TimelineEntry } from '../contract/result.ts';
import type { Creation, Escalation } from '../escalation/escalation.ts';
import { hangUp } from '../escalation/hang-up.ts';
import { now } from '../escalation/now.ts';
import { note } from '../escalation/report.ts';
import { type Request, sendForCaller, wasRefused } from '../escalation/requests.ts';
import { settleEnd } from '../escalation/settle-end.ts';
import { StoryStopped } from '../escalation/stop.ts';
import { lost, pauseUntil, stopIfLost, waitUntil } from '../escalation/wait.ts';
import { leftInLobby, stopAtRefusal } from './refusal.ts';
import { awaitRetryAfter } from './await-retry-after.ts';

/** Whether the step goes on with another leg, and in which media form. */
type Outcome = 'joined' | Extract<MultipartyVerdict, 'tryAgain' | 'tryOtherMediaForm'>;

/**
 * Step 2 of the seed: creates and joins the multiparty call without media, in at most `createAttempts` attempts. Done when a leg
 * is of use and the P2P call is established, so that nothing but the invite is left to do.
 * @throws {StoryStopped} when the caller is lost, no leg comes to use, or Graph refuses for good
 */
export async function joinMeeting(e: Escalation): Promise<void> {
  let mediaForm: 'preferred' | 'other' = 'preferred';
  let said: ResultInfo | undefined;
  const { createAttempts, establishWithin } = e.input.policy;
  for (let attempt = 1; attempt <= createAttempts; attempt++) {
    const begun = e.timeline.length;
    const establishBy = now(e) + establishWithin;
    // A leg of an attempt that was over may have come to use while its end was awaited.
    const creating = inUse(e) ? NOTHING_SENT : sendCreation(e, attempt, mediaForm, establishBy);
    const outcome = await tryToJoin(e, attempt, creating, establishBy);
    if (outcome === 'joined') return;
    if (outcome === 'tryOtherMediaForm') mediaForm = 'other';
    // Before the hang-up, whose echo (200/7000) explains nothing.
    said = lastWord(e.timeline.slice(begun)) ?? said;
    await dismissLegs(e, attempt);
    // As long as the attempt might have taken, and the next one might.
    const latest = establishBy + establishWithin;
    if (attempt < createAttempts && !(await awaitRetryAfter(e, creating, latest, () => inUse(e)))) break;
  }
  throw new StoryStopped({ kind: 'reason', reason: 'multipartyCallFailed', ...(said && { resultInfo: said }) });
}

const NOTHING_SENT: Request = { done: true };

async function tryToJoin(e: Escalation, attempt: number, creating: Request, establishBy: number): Promise<Outcome> {
  const p2pEstablished = () => p2pLeg(e.subject, e.call).reached === 'established';
  const joined = await waitUntil(e, {
    what: `multiparty leg ${attempt} to be of use`,
    ready: () => (inUse(e) && p2pEstablished()) || endedLeg(e, attempt) !== undefined || (wasRefused(creating) && !inUse(e)),
    until: () => Math.min(inUse(e) ? Infinity : establishBy, p2pEstablished() ? Infinity : e.p2pEstablishBy),
    watchCaller: true,
  });
  const ended = endedLeg(e, attempt);
  if (ended) return await verdictOnEnd(e, ended);
  if (joined && inUse(e)) return 'joined';
  if (!joined && !p2pEstablished() && now(e) >= e.p2pEstablishBy) throw new StoryStopped({ kind: 'reason', reason: 'timedOut' });
  stopAtRefusal(creating);
  const inLobby = legsOfAttempt(e.subject, e.call, attempt).find((leg) => isInLobby(e.call, leg, e.input.applicationId));
  if (inLobby) throw leftInLobby();
  return 'tryAgain';
}

function sendCreation(e: Escalation, attempt: number, mediaForm: 'preferred' | 'other', establishBy: number): Request {
  const { meeting, multipartyTenantId: tenantId, subject } = e.input;
  const creation: Creation = { attempt, establishBy, outcome: 'pending' };
  const settle = (outcome: Creation['outcome']) => {
    const isNameless = legsOfAttempt(e.subject, e.call, attempt).length === 0;
    creation.outcome = outcome === 'unknown' && !isNameless ? 'known' : outcome;
    if (creation.outcome === 'unknown') e.unknownOutcomes.add('create');
  };
  stopIfLost(e);
  e.creations.push(creation);
  note(e, { what: `Creating multiparty leg ${attempt}`, leg: 'multiparty' });
  return sendForCaller(
    e,
    async () => {
      const events = await createCallActivity(
        attempt,
        establishBy - now(e),
      )({
        run: e.subject.run,
        attempt,
        tenantId,
        meeting,
        mediaForm,
        ...(subject !== undefined && { subject }),
      });
      // Created, but the response names no leg: only its notifications can.
      settle(events.length === 0 ? 'unknown' : 'known');
      return events;
    },
    ({ type, error, resultInfo }) => {
      settle(type === 'OutcomeUnknown' ? 'unknown' : 'refused');
      note(e, { what: `Create: ${error.message}`, leg: 'multiparty', ...(resultInfo && { resultInfo }) });
    },
  );
}

function inUse(e: Escalation): boolean {
  return e.meeting !== undefined && e.call.legs[e.meeting]?.end === undefined;
}

/** The leg whose end is the end of this attempt: the one in use, else the attempt's only ones. */
function endedLeg(e: Escalation, attempt: number): Leg | undefined {
  if (e.meeting !== undefined) return [e.call.legs[e.meeting]].find((leg) => leg?.end);
  const legs = legsOfAttempt(e.subject, e.call, attempt);
  return legs.length > 0 && legs.every((leg) => leg.end) ? legs[0] : undefined;
}

async function verdictOnEnd(e: Escalation, leg: Leg): Promise<Outcome> {
  await settleEnd(e, leg);
  stopIfLost(e);
  const settled = e.call.legs[foldId(leg.callId)] ?? leg;
  const verdict = whyMultipartyLegEnded(settled);
  if (verdict === 'endedByOthers' || verdict === 'failed') throw new StoryStopped({ kind: 'multipartyEnded', leg: settled });
  delete e.meeting;
  return verdict;
}

/** A leg that Graph does not let go of must not keep the caller waiting; its hang-up goes on beside the next attempt. */
const GONE_WITHIN = 5_000;

/** A known leg of an attempt that is over is gone before the next one is made: two of ours at once would ring twice and cost quota. */
async function dismissLegs(e: Escalation, attempt: number): Promise<void> {
  const alive = () => legsOfAttempt(e.subject, e.call, attempt).filter((leg) => !leg.end);
  for (const leg of alive()) void hangUp(e, leg);
  const isOver = () => alive().length === 0 || lost(e) !== undefined;
  await pauseUntil(e, `multiparty leg ${attempt} to be gone`, now(e) + GONE_WITHIN, isOver);
  stopIfLost(e);
}

function lastWord(timeline: readonly TimelineEntry[]): ResultInfo | undefined {
  return timeline.findLast((entry) => entry.leg === 'multiparty' && entry.resultInfo)?.resultInfo;
}
