import { setTimeout as pause } from 'node:timers/promises';
import type { InviteStatus } from '../contract/invite.ts';
import type { EscalationStatus } from '../contract/result.ts';
import type { TimelineEntry } from '../contract/timeline-entry.ts';
import type { StayStatus } from '../contract/stay.ts';

/** Of an escalation, a stay or an invite. */
export interface WatchedState {
  status: EscalationStatus | StayStatus | InviteStatus;
  timeline: TimelineEntry[];
}

const POLL_EVERY_MS = 500;
const FINAL: readonly WatchedState['status'][] = [
  ...(['escalated', 'notEscalated', 'failed', 'cancelled'] as const),
  ...(['left', 'ended', 'done'] as const),
];

interface Watched {
  state(): Promise<WatchedState>;
  result(): Promise<unknown>;
}

/**
 * Yields each line of the timeline once, as it appears, until what is watched has ended. The state of one that was terminated says
 * for ever that it goes on; then the result, which it has not, is the end.
 */
export async function* watch(watched: Watched, pollEveryMs = POLL_EVERY_MS): AsyncGenerator<TimelineEntry> {
  let seen: TimelineEntry[] = [];
  let closed = false;
  const close = () => {
    closed = true;
  };
  watched.result().then(close, close);
  for (;;) {
    const wasClosed = closed;
    const { status, timeline } = await watched.state();
    yield* newLines(seen, timeline);
    seen = timeline;
    if (wasClosed || FINAL.includes(status)) return;
    await pause(pollEveryMs);
  }
}

/**
 * A timeline of maximum length drops lines in its middle and puts one there that says so. New lines are therefore found by the
 * lines before them, not by their index. If all lines before them were dropped, the line that says so is yielded as well.
 */
export function newLines(seen: TimelineEntry[], timeline: TimelineEntry[]): TimelineEntry[] {
  const changed = seen.findIndex((line, index) => !same(line, timeline[index]));
  if (changed === -1) return timeline.slice(seen.length);
  for (let from = changed + 1, known = timeline.length - from; known > 0; known--) {
    const end = seen.slice(-known);
    if (end.length === known && end.every((line, index) => same(line, timeline[from + index])))
      return timeline.slice(from + known);
  }
  return timeline.slice(changed);
}

function same(one: TimelineEntry, other: TimelineEntry | undefined): boolean {
  return one.at === other?.at && one.what === other.what;
}
