import { type Call, fold } from '../call/call.ts';
import type { CallEvent } from '../contract/events.ts';
import { now } from './clock.ts';
import { detailsHaveChanged } from './details-page.ts';
import type { Run } from './run.ts';
import { addToTimeline } from './timeline.ts';

/** The next number in the order of what the run receives and sends. */
export function nextSeq({ state }: Run): number {
  state.seq += 1;
  return state.seq;
}

/**
 * Applies events, and everything that follows from them.
 * @param seq of the request, where a probe answers: what it read was true then, not now
 */
export function applyEvents(run: Run, events: readonly CallEvent[], seq = nextSeq(run)): void {
  const { state } = run;
  const before = state.call;
  state.call = events.reduce((call, event) => fold(state.identity, call, event, seq), before);
  if (state.call !== before) followChange(run, before);
  run.live.wake();
}

/** Not after what tells nothing new: in a meeting of a thousand people each look at who is in takes milliseconds. */
function followChange(run: Run, before: Call): void {
  const { state, story } = run;
  const entries = story.entriesOf(before, state.call);
  for (const entry of entries) addToTimeline(run, entry);
  if (entries.length > 0) state.lastNewsAt = now(run);
  for (const [key, leg] of Object.entries(state.call.legs)) {
    state.knownAt[key] ??= now(run);
    if (leg.end) state.endedAt[key] ??= now(run);
  }
  story.react?.();
  detailsHaveChanged(run);
}
