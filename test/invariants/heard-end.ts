import type { TimelineEntry } from '../../workflows/contract/timeline-entry.ts';

/** Where a run's own account says that the P2P call has ended; -1 where it does not. */
export function heardEndAt(timeline: readonly TimelineEntry[]): number {
  return timeline.findIndex(({ what }) => /^P2P call (has ended|is gone)/.test(what));
}
