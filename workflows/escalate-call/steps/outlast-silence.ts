import { replacementEnding } from '../../call/replacement.ts';
import { now } from '../../run/clock.ts';
import { isSilent } from '../../run/probe.ts';
import { waitUntil } from '../../run/wait.ts';
import type { Escalation } from '../escalation.ts';
import { activeLegOf } from '../legs.ts';
import { type Move, signsOf } from '../move.ts';

/** To give up is to hang up our own leg, which needs an answer from Graph as well: it would hardly end the run sooner. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Asks Graph on until it answers, for `inviteWithin` once more, at most a minute: to give up would leave a caller who was moved
 * alone in the meeting (seed 10230334).
 * @param orElse what else ends it
 */
export async function outlastSilence(escalation: Escalation, move: Move, orElse = () => false): Promise<void> {
  const { run, input } = escalation;
  const until = now(run) + Math.min(input.policy.inviteWithin, LONGEST_SILENCE_MS);
  const ready = () => orElse() || !isUntoldForSilence(escalation, move);
  await waitUntil(run, { what: 'Graph to answer', ready, until: () => until });
}

/** The caller would be taken for not moved, and Graph answered nothing when it was asked last. */
export function isUntoldForSilence(escalation: Escalation, move: Move): boolean {
  const { run } = escalation;
  const signs = signsOf(escalation, move);
  const isDecided = replacementEnding(signs, false) !== undefined;
  return isSilent(run) && !activeLegOf(escalation).end && !isDecided && replacementEnding(signs, true)?.moved === false;
}
