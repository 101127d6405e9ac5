import type { Leg } from '../../call/leg.ts';
import { whyMultipartyLegEnded } from '../../call/multiparty-end.ts';
import { type ReplacementEnding, replacementEnding } from '../../call/replacement.ts';
import { isInLobby } from '../../call/selectors.ts';
import { awaitNextTry, wasNotTaken } from '../../run/await-next-try.ts';
import { now } from '../../run/clock.ts';
import { hangUp } from '../../run/hang-up.ts';
import { observe } from '../../run/metrics.ts';
import { probe, PROBE_WAIT_MS } from '../../run/probe.ts';
import { wasRefused } from '../../run/request.ts';
import { settleEnd } from '../../run/settle-end.ts';
import { pauseUntil, waitUntil } from '../../run/wait.ts';
import { EscalationAborted } from '../abort.ts';
import type { Escalation } from '../escalation.ts';
import { interruptionOf, throwIfInterrupted } from '../interruption.ts';
import { activeLegOf, p2pLegOf } from '../legs.ts';
import { hasBegun, type Move, resultInfoOf, signsOf, verdictOf, wasInLobby } from '../move.ts';
import { enterStatus } from '../status.ts';
import { isUntoldForSilence, outlastSilence } from './outlast-silence.ts';
import { abortAtRefusal, leftInLobby } from './refusal.ts';
import { sendInvite, sendInviteAgain } from './send-invite.ts';

export type Moved = Extract<ReplacementEnding, { moved: true }>;

/**
 * Step 3 of the seed: moves the caller into the multiparty call and sees the P2P call go. The roster and the P2P leg decide, the
 * operation explains. From sending the invite to its end a cancellation is held back, for nothing can undo a move.
 * @throws {EscalationAborted} when the caller was not moved
 */
export async function moveCaller(escalation: Escalation): Promise<Moved> {
  for (let failures = 0; ; ) {
    throwIfInterrupted(escalation);
    enterStatus(escalation, 'inviting');
    const move = sendInvite(escalation, failures % 2 === 0 ? 'bare' : 'path');
    const ending = await endOfMove(escalation, move);
    if (ending.moved) {
      observe('replacementSeconds', {}, now(escalation.run) - move.sentTime);
      if (ending.p2pLegLives) await hangUp(escalation.run, p2pLegOf(escalation)); // Teams left both up
      return ending;
    }
    if (wasRefused(move.request) && (isWaitingInLobby(escalation) || wasInLobby(escalation, move))) {
      await awaitAdmission(escalation);
    } else {
      failures += 1;
      await abortUnlessWorthRepeating(escalation, move, ending.explainedBy, failures);
    }
  }
}

async function endOfMove(escalation: Escalation, move: Move): Promise<ReplacementEnding> {
  const { inviteWithin, replaceWithin } = escalation.input.policy;
  const decided = () => replacementEnding(signsOf(escalation, move), false);
  const latest = now(escalation.run) + inviteWithin;
  const showsItself = () => hasBegun(escalation, move) || endedWithoutCaller(escalation, move);
  for (let tries = 1; ; tries++) {
    await waitUntil(escalation.run, {
      what: 'the invite to end',
      ready: () => decided() !== undefined || wasRefused(move.request) || showsItself(),
      until: () => move.sentTime + inviteWithin,
    });
    if (!wasNotTaken(move.request) || showsItself() || isWaitingInLobby(escalation)) break;
    // Nothing is under way that a cancellation could not stop.
    const orElse = () => showsItself() || escalation.state.cancelRequested;
    const mayBeSent = await awaitNextTry(escalation.run, move.request, { tries, latest, orElse });
    if (!mayBeSent || showsItself()) break;
    throwIfInterrupted(escalation);
    sendInviteAgain(escalation, move);
  }
  if (wasRefused(move.request) || isExplainedByOperation(decided())) await probeBehindFailure(escalation, move);
  else if (endedWithoutCaller(escalation, move)) await awaitLastSigns(escalation, move);
  else if (!showsItself() && isUntoldForSilence(escalation, move)) await outlastSilence(escalation, move, showsItself);
  if (hasBegun(escalation, move) && !decided()) {
    enterStatus(escalation, 'replacing');
    const replaceBy = now(escalation.run) + replaceWithin;
    await waitUntil(escalation.run, {
      what: 'the caller in the multiparty call and the P2P call gone',
      ready: () => decided() !== undefined,
      until: () => replaceBy,
    });
    if (isExplainedByOperation(decided())) await probeBehindFailure(escalation, move);
    else if (isUntoldForSilence(escalation, move)) await outlastSilence(escalation, move);
  }
  return (
    decided() ??
    brokenOffBy(escalation, move) ??
    replacementEnding(signsOf(escalation, move), true) ?? { moved: false, explainedBy: 'nothing' }
  );
}

function isExplainedByOperation(ending: ReplacementEnding | undefined): boolean {
  return ending?.moved === false && ending.explainedBy === 'operation';
}

/** With our own leg gone there is no roster any more, but the end of the P2P call may be under way, which shows a move. */
const LAST_SIGNS_TIMEOUT_MS = 2_000;

async function awaitLastSigns(escalation: Escalation, move: Move): Promise<void> {
  const until = now(escalation.run) + LAST_SIGNS_TIMEOUT_MS;
  await waitUntil(escalation.run, {
    what: 'the last signs of the invite',
    ready: () => hasBegun(escalation, move),
    until: () => until,
  });
}

/** Our own leg is gone, the caller is not in, and the P2P call lives: hardly anything can come of this invite. */
function endedWithoutCaller(escalation: Escalation, move: Move): boolean {
  const { caller, p2pLeg: p2p } = signsOf(escalation, move);
  return activeLegOf(escalation).end !== undefined && caller !== 'in' && p2p === 'lives';
}

function brokenOffBy(escalation: Escalation, move: Move): ReplacementEnding | undefined {
  if (p2pLegOf(escalation).end) return undefined;
  return endedWithoutCaller(escalation, move) || wasRefused(move.request)
    ? { moved: false, explainedBy: 'operation' }
    : undefined;
}

/**
 * A failure, of the operation as of the request, may only echo that a leg has ended: the caller has hung up and nothing reported it. So
 * the legs are probed before anything is reported of them, or asked again (workflows/call/README.md, Result).
 */
async function probeBehindFailure(escalation: Escalation, move: Move): Promise<void> {
  const probed = probe(escalation.run, 'the reason of the failure');
  // A caller seen in the meeting does not end the look: only with the P2P call gone is he moved in spite of the failure.
  const isMoved = () => signsOf(escalation, move).p2pLeg === 'gone' || signsOf(escalation, move).operation === 'completed';
  await pauseUntil(
    escalation.run,
    'Graph to tell of the calls',
    now(escalation.run) + PROBE_WAIT_MS,
    () => probed.done || isMoved(),
  );
}

function isWaitingInLobby(escalation: Escalation): boolean {
  const leg = activeLegOf(escalation);
  return !leg.end && isInLobby(escalation.run.state.call, leg, escalation.input.applicationId);
}

/** `established` may arrive before the roster that puts us in the lobby; from there nobody can be invited (Graph §3.2). */
async function awaitAdmission(escalation: Escalation): Promise<void> {
  const { attempt } = activeLegOf(escalation);
  const establishBy =
    escalation.state.creations.find((creation) => creation.attempt === attempt)?.establishBy ?? now(escalation.run);
  const admitted = await waitUntil(escalation.run, {
    what: 'our own leg to be admitted from the lobby',
    ready: () => !isWaitingInLobby(escalation),
    until: () => establishBy,
    interruption: () => interruptionOf(escalation),
  });
  const meeting = activeLegOf(escalation);
  if (meeting.end) await abortByEndOf(escalation, meeting);
  if (admitted) return;
  throw leftInLobby();
}

async function abortUnlessWorthRepeating(
  escalation: Escalation,
  move: Move,
  explainedBy: 'p2pLeg' | 'operation' | 'nothing',
  failures: number,
): Promise<void> {
  if (explainedBy === 'p2pLeg') throw new EscalationAborted({ kind: 'p2pEnded' });
  if (explainedBy === 'nothing') throw new EscalationAborted({ kind: 'moveUntold', move });
  const meeting = activeLegOf(escalation);
  if (meeting.end) await abortByEndOf(escalation, meeting);
  abortAtRefusal(move.request);
  const resultInfo = resultInfoOf(escalation, move);
  const verdict = verdictOf(escalation, move);
  if (verdict.kind === 'final')
    throw new EscalationAborted({ kind: 'reason', reason: verdict.reason, ...(resultInfo && { resultInfo }) });
  const { inviteAttempts } = escalation.input.policy;
  // Somebody seen in the meeting, or in its lobby, would be rung for a second time.
  const isSeen = () => signsOf(escalation, move).caller !== 'absent';
  const mayRepeat = failures < inviteAttempts && !wasNotTaken(move.request) && !isSeen();
  if (!mayRepeat) throw new EscalationAborted({ kind: 'reason', reason: 'inviteFailed', ...(resultInfo && { resultInfo }) });
}

/** After the invite there is no new attempt to join: where there would have been one, the multiparty call has failed. */
async function abortByEndOf(escalation: Escalation, ended: Leg): Promise<never> {
  await settleEnd(escalation.run, ended);
  const meeting = activeLegOf(escalation);
  const verdict = whyMultipartyLegEnded(meeting);
  if (verdict === 'endedByOthers') throw new EscalationAborted({ kind: 'multipartyEnded', leg: meeting });
  const { resultInfo } = meeting.end ?? {};
  throw new EscalationAborted({ kind: 'reason', reason: 'multipartyCallFailed', ...(resultInfo && { resultInfo }) });
}
