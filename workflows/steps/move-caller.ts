import type { Leg } from '../call/leg.ts';
import { isInLobby, p2pLeg } from '../call/meeting.ts';
import { whyMultipartyLegEnded } from '../call/multiparty-end.ts';
import { type ReplacementEnding, replacementEnding } from '../call/replacement.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { askGraph, LONGEST_PROBE_WAIT_MS } from '../escalation/ask-graph.ts';
import { hangUp } from '../escalation/hang-up.ts';
import { now } from '../escalation/now.ts';
import { enter } from '../escalation/report.ts';
import { wasRefused } from '../escalation/requests.ts';
import { settleEnd } from '../escalation/settle-end.ts';
import { StoryStopped } from '../escalation/stop.ts';
import { pauseUntil, stopIfLost, waitUntil } from '../escalation/wait.ts';
import { meetingLeg, type Move, sendInvite } from './invite-caller.ts';
import { leftInLobby, stopAtRefusal } from './refusal.ts';
import { awaitNextTry, wasNotTaken } from './await-next-try.ts';

export type Moved = Extract<ReplacementEnding, { moved: true }>;

/**
 * Step 3 of the seed: moves the caller into the multiparty call and sees the P2P call go. The roster and the P2P leg decide, the
 * operation explains. From sending the invite to its end a cancellation is held back, for nothing can undo a move.
 * @throws {StoryStopped} when the caller was not moved
 */
export async function moveCaller(e: Escalation): Promise<Moved> {
  for (let failures = 0; ; ) {
    stopIfLost(e);
    enter(e, 'inviting');
    const move = sendInvite(e, failures % 2 === 0 ? 'bare' : 'path');
    const ending = await endOfMove(e, move);
    if (ending.moved) {
      if (ending.p2pLegLives) await hangUp(e, p2pLeg(e.subject, e.call)); // Teams left both up
      return ending;
    }
    if (wasRefused(move.request) && (isWaitingInLobby(e) || move.wasInLobby())) {
      await awaitAdmission(e);
    } else {
      failures += 1;
      await stopUnlessWorthRepeating(e, move, ending.explainedBy, failures);
    }
  }
}

async function endOfMove(e: Escalation, move: Move): Promise<ReplacementEnding> {
  const { inviteWithin, replaceWithin } = e.input.policy;
  const decided = () => replacementEnding(move.signs(), false);
  const latest = now(e) + inviteWithin;
  const showsItself = () => move.hasBegun() || endedWithoutCaller(move);
  for (let tries = 1; ; tries++) {
    await waitUntil(e, {
      what: 'the invite to end',
      ready: () => decided() !== undefined || wasRefused(move.request) || showsItself(),
      until: () => move.sentTime + inviteWithin,
      watchCaller: false,
    });
    if (!wasNotTaken(move.request) || showsItself() || isWaitingInLobby(e)) break;
    // Nothing is under way that a cancellation could not stop.
    const orElse = () => showsItself() || e.cancelRequested;
    const mayBeSent = await awaitNextTry(e, move.request, { tries, latest, orElse, watchCaller: false });
    if (!mayBeSent || showsItself()) break;
    stopIfLost(e);
    move.sendAgain();
  }
  if (wasRefused(move.request) || isExplainedByOperation(decided())) await lookBehindFailure(e, move);
  else if (endedWithoutCaller(move)) await awaitLastSigns(e, move);
  if (move.hasBegun() && !decided()) {
    enter(e, 'replacing');
    const replaceBy = now(e) + replaceWithin;
    await waitUntil(e, {
      what: 'the caller in the multiparty call and the P2P call gone',
      ready: () => decided() !== undefined,
      until: () => replaceBy,
      watchCaller: false,
    });
    if (isExplainedByOperation(decided())) await lookBehindFailure(e, move);
  }
  return decided() ?? brokenOffBy(e, move) ?? replacementEnding(move.signs(), true) ?? { moved: false, explainedBy: 'nothing' };
}

function isExplainedByOperation(ending: ReplacementEnding | undefined): boolean {
  return ending?.moved === false && ending.explainedBy === 'operation';
}

/** With our own leg gone there is no roster any more, but the end of the P2P call may be under way, which tells of a move. */
const LAST_SIGNS_WITHIN = 2_000;

async function awaitLastSigns(e: Escalation, move: Move): Promise<void> {
  const until = now(e) + LAST_SIGNS_WITHIN;
  await waitUntil(e, {
    what: 'the last signs of the invite',
    ready: () => move.hasBegun(),
    until: () => until,
    watchCaller: false,
  });
}

/** Our own leg is gone, the caller is not in, and the P2P call lives: hardly anything can come of this invite. */
function endedWithoutCaller(move: Move): boolean {
  const { caller, p2pLeg: p2p } = move.signs();
  return move.meeting().end !== undefined && caller !== 'in' && p2p === 'lives';
}

function brokenOffBy(e: Escalation, move: Move): ReplacementEnding | undefined {
  if (p2pLeg(e.subject, e.call).end) return undefined;
  return endedWithoutCaller(move) || wasRefused(move.request) ? { moved: false, explainedBy: 'operation' } : undefined;
}

/**
 * A failure, of the operation as of the request, may only echo that a leg has ended: the caller has hung up and nobody told. So
 * the legs are looked at before anything is said of them, or asked again (design, Result).
 */
async function lookBehindFailure(e: Escalation, move: Move): Promise<void> {
  const probe = askGraph(e, 'the reason of the failure');
  // A caller seen in the meeting does not end the look: only with the P2P call gone is he moved in spite of the failure.
  const isMoved = () => move.signs().p2pLeg === 'gone' || move.signs().operation === 'completed';
  await pauseUntil(e, 'Graph to tell of the calls', now(e) + LONGEST_PROBE_WAIT_MS, () => probe.done || isMoved());
}

function isWaitingInLobby(e: Escalation): boolean {
  const leg = meetingLeg(e);
  return !leg.end && isInLobby(e.call, leg, e.input.applicationId);
}

/** `established` may be told before the roster that puts us in the lobby; from there nobody can be invited (reference §3.2). */
async function awaitAdmission(e: Escalation): Promise<void> {
  const { attempt } = meetingLeg(e);
  const establishBy = e.creations.find((creation) => creation.attempt === attempt)?.establishBy ?? now(e);
  const admitted = await waitUntil(e, {
    what: 'our own leg to be admitted from the lobby',
    ready: () => !isWaitingInLobby(e),
    until: () => establishBy,
    watchCaller: true,
  });
  const meeting = meetingLeg(e);
  if (meeting.end) await stopByEndOf(e, meeting);
  if (admitted) return;
  throw leftInLobby();
}

async function stopUnlessWorthRepeating(
  e: Escalation,
  move: Move,
  explainedBy: 'p2pLeg' | 'operation' | 'nothing',
  failures: number,
): Promise<void> {
  if (explainedBy === 'p2pLeg') throw new StoryStopped({ kind: 'p2pEnded' });
  if (explainedBy === 'nothing') throw new StoryStopped({ kind: 'reason', reason: 'timedOut' });
  const meeting = move.meeting();
  if (meeting.end) await stopByEndOf(e, meeting);
  stopAtRefusal(move.request);
  const resultInfo = move.resultInfo();
  const verdict = move.verdict();
  if (verdict.kind === 'final')
    throw new StoryStopped({ kind: 'reason', reason: verdict.reason, ...(resultInfo && { resultInfo }) });
  const { inviteAttempts } = e.input.policy;
  // Somebody seen in the meeting, or in its lobby, would be rung for a second time.
  const isSeen = () => move.signs().caller !== 'absent';
  const mayRepeat = failures < inviteAttempts && !wasNotTaken(move.request) && !isSeen();
  if (!mayRepeat) throw new StoryStopped({ kind: 'reason', reason: 'inviteFailed', ...(resultInfo && { resultInfo }) });
}

/** After the invite there is no new attempt to join: where there would have been one, the multiparty call has failed. */
async function stopByEndOf(e: Escalation, ended: Leg): Promise<never> {
  await settleEnd(e, ended);
  const meeting = meetingLeg(e);
  const verdict = whyMultipartyLegEnded(meeting);
  if (verdict === 'endedByOthers') throw new StoryStopped({ kind: 'multipartyEnded', leg: meeting });
  const { resultInfo } = meeting.end ?? {};
  throw new StoryStopped({ kind: 'reason', reason: 'multipartyCallFailed', ...(resultInfo && { resultInfo }) });
}
