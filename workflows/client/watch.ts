import { setTimeout as pause } from 'node:timers/promises';
import type { EscalationSnapshot, TimelineEntry } from '../contract/result.ts';
import type { EscalationHandle } from './escalation-handle.ts';

/** In ms. */
const ASK_EVERY = 500;
const FINAL: readonly EscalationSnapshot['status'][] = ['escalated', 'notEscalated', 'failed', 'cancelled'];

/** Hands out each line of the timeline once, as it comes, until the escalation has ended. */
export async function* watch(handle: EscalationHandle): AsyncGenerator<TimelineEntry> {
  let told: TimelineEntry[] = [];
  for (;;) {
    const { status, timeline } = await handle.state();
    yield* newLines(told, timeline);
    told = timeline;
    if (FINAL.includes(status)) return;
    await pause(ASK_EVERY);
  }
}

/**
 * A long timeline stays as long as it is: lines in its middle give way to one that says so, so that what is new is found by
 * what stands before it, not by its index. Where all of that gave way, the line that says so is handed out too.
 */
export function newLines(told: TimelineEntry[], timeline: TimelineEntry[]): TimelineEntry[] {
  const changed = told.findIndex((line, index) => !same(line, timeline[index]));
  if (changed === -1) return timeline.slice(told.length);
  for (let from = changed + 1, known = timeline.length - from; known > 0; known--) {
    const end = told.slice(-known);
    if (end.length === known && end.every((line, index) => same(line, timeline[from + index])))
      return timeline.slice(from + known);
  }
  return timeline.slice(changed);
}

function same(one: TimelineEntry, other: TimelineEntry | undefined): boolean {
  return one.at === other?.at && one.what === other.what;
}
