import type { NewTimelineEntry } from '../call/timeline-entries.ts';
import { detailsHaveChanged } from './details-page.ts';
import type { Run } from './run.ts';

/** An escalation has some 20; a flood must not grow into a result that Temporal refuses for ever (2 MB). */
const MAX_TIMELINE_ENTRIES = 300;

/** Adds to what query, UI and result show. How it began and how it ended are worth more than what lies between. */
export function addToTimeline(run: Run, entry: NewTimelineEntry): void {
  const { timeline } = run.state;
  const at = new Date().toISOString();
  timeline.push({ at, ...entry });
  if (timeline.length > MAX_TIMELINE_ENTRIES)
    timeline.splice(MAX_TIMELINE_ENTRIES / 2, 2, { at, what: 'Lines were left out here' });
  detailsHaveChanged(run);
}
