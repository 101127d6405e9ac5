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
import { stopIfLost, waitUntil } from '../escalation/wait.ts';
import { leftInLobby, stopAtRefusal } from './refusal.ts';

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
  for (let attempt = 1; attempt <= e.input.policy.createAttempts; attempt++) {
    const begun = e.timeline.length;
    const outcome = await tryToJoin(e, attempt, mediaForm);
    if (outcome === 'joined') return;
    if (outcome === 'tryOtherMediaForm') mediaForm = 'other';
    // Before the hang-up, whose echo (200/7000) explains nothing.
    said = lastWord(e.timeline.slice(begun)) ?? said;
    await dismissLegs(e, attempt);
  }
  throw new StoryStopped({ kind: 'reason', reason: 'multipartyCallFailed', ...(said && { resultInfo: said }) });
}

async function tryToJoin(e: Escalation, attempt: number, mediaForm: 'preferred' | 'other'): Promise<Outcome> {
  const establishBy = now(e) + e.input.policy.establishWithin;
  const p2pEstablished = () => p2pLeg(e.subject, e.call).reached === 'established';
  const creating = sendCreation(e, attempt, mediaForm, establishBy);
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
      creation.outcome = 'known';
      return events;
    },
    ({ type, error, resultInfo }) => {
      creation.outcome = type === 'OutcomeUnknown' ? 'unknown' : 'refused';
      if (creation.outcome === 'unknown' && legsOfAttempt(e.subject, e.call, attempt).length === 0)
        e.unknownOutcomes.add('create');
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

/** A known leg of an attempt that is over is gone before the next one is made: two of ours at once would ring twice and cost quota. */
async function dismissLegs(e: Escalation, attempt: number): Promise<void> {
  const legs = legsOfAttempt(e.subject, e.call, attempt).filter((leg) => !leg.end);
  await Promise.all(legs.map((leg) => hangUp(e, leg)));
  stopIfLost(e);
}

function lastWord(timeline: readonly TimelineEntry[]): ResultInfo | undefined {
  return timeline.findLast((entry) => entry.leg === 'multiparty' && entry.resultInfo)?.resultInfo;
}
