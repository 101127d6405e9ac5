import { replacementEnding } from '../../call/replacement.ts';
import { rosterReadSeq } from '../../call/selectors.ts';
import { now } from '../../run/clock.ts';
import { probe, PROBE_WAIT_MS } from '../../run/probe.ts';
import { pauseUntil } from '../../run/wait.ts';
import type { Escalation } from '../escalation.ts';
import { activeLegOf } from '../legs.ts';
import { type Move, signsOf } from '../move.ts';

/** About as long as a leg is tried to be hung up, for which Graph must answer, too: to give up at once would hardly end sooner. */
const SILENCE_TIMEOUT_MS = 60_000;
const ASK_AGAIN_AFTER_MS = 5_000;

/**
 * Asks Graph on until it tells who is in: to give up would leave a caller who was moved alone in the meeting (seed 10230334).
 * @param orElse what else ends it
 */
export async function outlastSilence(escalation: Escalation, move: Move, orElse = () => false): Promise<void> {
  const { run } = escalation;
  const until = now(run) + SILENCE_TIMEOUT_MS;
  const isOver = () => orElse() || !isUntoldForSilence(escalation, move);
  while (!isOver() && now(run) < until) {
    const askAt = Math.min(until, run.state.lastProbeAt + ASK_AGAIN_AFTER_MS);
    await pauseUntil(run, 'Graph to answer', askAt, isOver);
    if (isOver()) return;
    const probed = probe(run, 'who is in the multiparty call');
    await pauseUntil(run, 'Graph to answer', now(run) + PROBE_WAIT_MS, () => probed.done || isOver());
  }
}

/** For want of a roster the caller would be taken for not moved, and Graph told none when it was asked last. */
export function isUntoldForSilence(escalation: Escalation, move: Move): boolean {
  const { state } = escalation.run;
  const meeting = activeLegOf(escalation);
  const wasRead = (rosterReadSeq(state.call, meeting) ?? -1) > state.lastProbeSeq;
  const signs = signsOf(escalation, move);
  const isDecided = replacementEnding(signs, false) !== undefined;
  return !wasRead && !meeting.end && !isDecided && replacementEnding(signs, true)?.moved === false;
}
