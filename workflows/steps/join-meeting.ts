import { createCallActivity } from '../activity-options.ts';
import type { Leg } from '../call/leg.ts';
import { isInLobby, legsOfAttempt, p2pLeg } from '../call/meeting.ts';
import { type MultipartyVerdict, whyMultipartyLegEnded } from '../call/multiparty-end.ts';
import { normalizeId } from '../contract/call-id.ts';
import type { ResultInfo, TimelineEntry } from '../contract/result.ts';
import type { Creation, Escalation } from '../escalation/escalation.ts';
import { hangUp } from '../escalation/hang-up.ts';
import { now } from '../escalation/now.ts';
import { note } from '../escalation/report.ts';
import { NOTHING_SENT, type Request, sendForCaller, wasRefused } from '../escalation/requests.ts';
import { settleEnd } from '../escalation/settle-end.ts';
import { StoryStopped } from '../escalation/stop.ts';
import { lost, pauseUntil, stopIfLost, waitUntil } from '../escalation/wait.ts';
import { leftInLobby, stopAtRefusal } from './refusal.ts';
import { awaitNextTry, wasNotTaken } from './await-next-try.ts';

/** Whether the step goes on with another leg, and in which media form. */
type Outcome = 'joined' | 'notTaken' | Extract<MultipartyVerdict, 'tryAgain' | 'tryOtherMediaForm'>;

/**
 * Step 2 of the seed: creates and joins the multiparty call without media, in at most `createAttempts` attempts. Done when a leg
 * is of use and the P2P call is established, so that nothing but the invite is left to do.
 * @throws {StoryStopped} when the caller is lost, no leg comes to use, or Graph refuses for good
 */
export async function joinMeeting(e: Escalation): Promise<void> {
  let mediaForm: 'preferred' | 'other' = 'preferred';
  let said: ResultInfo | undefined;
  const { createAttempts, establishWithin } = e.input.policy;
  // However often Graph takes no creates, nobody waits longer than the attempts might have taken.
  const latest = now(e) + createAttempts * establishWithin;
  let tries = 0;
  for (let attempt = 1; attempt <= createAttempts; ) {
    const begun = e.timeline.length;
    const establishBy = now(e) + establishWithin;
    // A leg of an attempt that was over may have come to use while its end was awaited, and one of a refused try have shown itself.
    const isMade = () => inUse(e) || isMakingOne(e, attempt);
    const creating = isMade() ? NOTHING_SENT : sendCreation(e, attempt, mediaForm, establishBy);
    const outcome = await tryToJoin(e, attempt, creating, establishBy);
    if (outcome === 'joined') return;
    if (outcome === 'tryOtherMediaForm') mediaForm = 'other';
    // Before the hang-up, whose echo (200/7000) explains nothing.
    said = lastWord(e.timeline.slice(begun)) ?? said;
    if (outcome === 'notTaken') tries += 1;
    else {
      await dismissLegs(e, attempt, creating);
      attempt += 1;
      tries = 0;
    }
    if (attempt > createAttempts) break;
    if (!(await awaitNextTry(e, creating, { tries, latest, orElse: isMade, watchCaller: true }))) break;
  }
  throw new StoryStopped({ kind: 'reason', reason: 'multipartyCallFailed', ...(said && { resultInfo: said }) });
}

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
  if (wasNotTaken(creating)) return 'notTaken';
  stopAtRefusal(creating);
  const inLobby = legsOfAttempt(e.subject, e.call, attempt).find((leg) => isInLobby(e.call, leg, e.input.applicationId));
  if (inLobby) throw leftInLobby();
  return 'tryAgain';
}

function sendCreation(e: Escalation, attempt: number, mediaForm: 'preferred' | 'other', establishBy: number): Request {
  const { meeting, multipartyTenantId: tenantId, subject } = e.input;
  const creation = creationOf(e, attempt);
  Object.assign(creation, { establishBy, outcome: 'pending' } satisfies Partial<Creation>);
  const settle = (outcome: Creation['outcome']) => {
    const isNameless = legsOfAttempt(e.subject, e.call, attempt).length === 0;
    creation.outcome = outcome === 'unknown' && !isNameless ? 'known' : outcome;
    if (creation.outcome === 'unknown') e.unknownOutcomes.add('create');
  };
  stopIfLost(e);
  note(e, { what: `Creating multiparty leg ${attempt}`, leg: 'multiparty' });
  return sendForCaller(
    e,
    'create',
    async () => {
      const events = await createCallActivity(attempt)({
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

/** One entry an attempt, however often it is tried. */
function creationOf(e: Escalation, attempt: number): Creation {
  const known = e.creations.find((creation) => creation.attempt === attempt);
  if (known) return known;
  const creation: Creation = { attempt, establishBy: 0, outcome: 'pending' };
  e.creations.push(creation);
  return creation;
}

/** A 503 may have been processed after all (on record for creates): then its leg shows itself, and no other is made. */
function isMakingOne(e: Escalation, attempt: number): boolean {
  return legsOfAttempt(e.subject, e.call, attempt).some((leg) => !leg.end);
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
  const settled = e.call.legs[normalizeId(leg.callId)] ?? leg;
  const verdict = whyMultipartyLegEnded(settled);
  if (verdict === 'endedByOthers' || verdict === 'failed') throw new StoryStopped({ kind: 'multipartyEnded', leg: settled });
  delete e.meeting;
  return verdict;
}

/** A leg that Graph does not let go of must not keep the caller waiting; its hang-up goes on beside the next attempt. */
const GONE_WITHIN = 5_000;
/** A worker that has begun with the request ends, or times out, within this. */
const LONGEST_CREATE = 15_000;

/**
 * A leg of an attempt that is over is gone before the next one is made: two of ours at once would ring twice and cost quota. So the
 * response that may yet name one is awaited (its request has a limit of 10 s).
 */
async function dismissLegs(e: Escalation, attempt: number, creating: Request): Promise<void> {
  creating.takeBack();
  await pauseUntil(e, `the response to create ${attempt}`, now(e) + LONGEST_CREATE, () => creating.done || lost(e) !== undefined);
  stopIfLost(e);
  if (inUse(e)) return;
  const alive = () => legsOfAttempt(e.subject, e.call, attempt).filter((leg) => !leg.end);
  for (const leg of alive()) void hangUp(e, leg);
  const isOver = () => alive().length === 0 || lost(e) !== undefined;
  await pauseUntil(e, `multiparty leg ${attempt} to be gone`, now(e) + GONE_WITHIN, isOver);
  stopIfLost(e);
}

function lastWord(timeline: readonly TimelineEntry[]): ResultInfo | undefined {
  return timeline.findLast((entry) => entry.leg === 'multiparty' && entry.resultInfo)?.resultInfo;
}
