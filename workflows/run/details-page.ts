import { setCurrentDetails } from '@temporalio/workflow';
import type { Run } from './run.ts';

/** Something has changed that the run's page in the Temporal UI shows. It is rendered when the run has nothing more to do for now. */
export function detailsHaveChanged(run: Run): void {
  run.live.detailsAreStale = true;
}

/** Renders the page, if it is stale; costs no event. */
export function renderDetails(run: Run): void {
  if (!run.live.detailsAreStale) return;
  run.live.detailsAreStale = false;
  setCurrentDetails(run.story.details());
}
