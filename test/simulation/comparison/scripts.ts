import { ApplicationFailure } from '@temporalio/common';

/** What is done to a run from outside. */
export interface Act {
  /** A note of the workflow's; it is done as soon as that is seen. */
  after: string;
  do: { signal: string } | { update: SentUpdate } | 'cancel';
}

export interface SentUpdate {
  name: 'change' | 'later';
  id: string;
  what: string;
}

export interface Script {
  /** Signals, and updates, that are there when the run begins. */
  first?: (string | SentUpdate)[];
  later?: Act[];
}

/** For the workflows that need somebody; the others run by themselves. */
export const SCRIPTS: Record<string, Script> = {
  hearsSignals: {
    first: ['before it begins', 'first', 'after that'],
    later: [{ after: 'has heard the first', do: { signal: 'later' } }],
  },
  awaitsConditions: { later: [{ after: 'true already', do: { signal: 'go' } }] },
  hearsCancellation: {
    later: [
      { after: 'begins', do: 'cancel' },
      { after: 'the activity goes on', do: { signal: 'go' } },
    ],
  },
  cancelsScopes: { later: [{ after: 'over: undefined', do: { signal: 'take back' } }] },
  fails: { first: ['go'] },
  isCancelled: { later: [{ after: 'begins', do: 'cancel' }] },
  showsItself: { first: ['go'] },
  takesUpdates: {
    // The signal comes last, and is heard first.
    first: [{ name: 'change', id: 'early', what: 'early' }, 'first'],
    later: [
      { after: 'early ends as early', do: { update: { name: 'change', id: 'a', what: 'refused' } } },
      { after: 'early ends as early', do: { update: { name: 'change', id: 'b', what: 'refused by type' } } },
      { after: 'early ends as early', do: { update: { name: 'change', id: 'c', what: 'no' } } },
      { after: 'early ends as early', do: { update: { name: 'change', id: 'd', what: 'nothing' } } },
      { after: 'early ends as early', do: { update: { name: 'later', id: 'e', what: 'for nobody' } } },
      { after: 'nothing begins as change d', do: { update: { name: 'change', id: 'f', what: 'slow' } } },
      { after: 'slow begins as change f', do: { update: { name: 'change', id: 'f', what: 'again' } } },
      // What was refused may be sent again by its id.
      { after: 'slow begins as change f', do: { update: { name: 'change', id: 'a', what: 'again' } } },
      { after: 'again ends as a', do: { signal: 'go' } },
      { after: 'all have finished', do: { update: { name: 'change', id: 'd', what: 'again' } } },
      { after: 'all have finished', do: { signal: 'end' } },
    ],
  },
  registersLate: {
    first: [
      { name: 'later', id: 'a', what: 'a' },
      { name: 'change', id: 'b', what: 'b' },
    ],
    later: [
      { after: 'begins', do: { signal: 'go' } },
      { after: 'has both', do: { update: { name: 'later', id: 'c', what: 'c' } } },
      { after: 'has both', do: { signal: 'end' } },
    ],
  },
  endsBeforeItsUpdate: {
    later: [
      { after: 'begins', do: { update: { name: 'change', id: 'a', what: '' } } },
      { after: 'the update begins', do: { signal: 'end' } },
    ],
  },
  continuesAsNew: {
    first: [{ name: 'change', id: 'a', what: '' }],
    later: [
      { after: 'begins 0', do: { signal: 'end 0' } },
      { after: 'begins 1', do: { update: { name: 'change', id: 'a', what: '' } } },
      { after: 'begins 1', do: { signal: 'end 1' } },
      { after: 'begins 2', do: { signal: 'end 2' } },
    ],
  },
  cancelsAtOnce: { later: [{ after: 'has begun', do: { signal: 'take back' } }] },
  knowsItself: { later: [{ after: 'the same task: true', do: { signal: 'go' } }] },
};

/** What is seen of a run from outside, after its end. */
export interface Seen {
  notes: string[];
  /** What became of its updates, in the order in which they were sent. */
  updates: string[];
  ending: string;
  attributes: Record<string, string>;
  details: string;
}

/** What a run failed with. Of one that was cancelled the server keeps no words. */
export function endingOf(failure: Error): string {
  if (!(failure instanceof ApplicationFailure)) return failure.name;
  const { message, type, details, nonRetryable, cause } = failure;
  return `${failure.name} ${JSON.stringify({ message, type, details, nonRetryable, cause: cause?.message })}`;
}
