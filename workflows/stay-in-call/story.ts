import { timelineEntriesOf } from '../call/timeline-entries.ts';
import type { Resolved, StayPolicy } from '../contract/policy.ts';
import type { Story } from '../run/run.ts';
import { stayDetails } from './details.ts';
import { followPeople } from './people.ts';
import { headCount, withoutPeople } from './snapshot.ts';
import type { Stay } from './stay.ts';

/** What a stay makes of all that the engine receives. @param stay not asked for before the run is there */
export function stayStory(stay: () => Stay, { probeAfter, keepAliveEvery }: Resolved<StayPolicy>): Story {
  return {
    probeAfter,
    keepAlive: {
      every: keepAliveEvery,
      // Nobody knows how long ago the last one was: another service's, or the last run's.
      atOnce: true,
      // Being alone is known already, and is looked into in its time.
      people: () => (stay().state.aloneSince === undefined ? stay().state.knownPeople : undefined),
    },
    // Those who come and go are told by `people.ts`: they are no news of what a wait waits for.
    entriesOf: (before, after) => timelineEntriesOf(stay().run.state.identity, before, after, []),
    settle: () => followPeople(stay()),
    isSurplus: () => false,
    details: () => stayDetails(withoutPeople(stay()), headCount(stay())),
  };
}
