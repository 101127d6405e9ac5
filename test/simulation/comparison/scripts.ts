import { ApplicationFailure } from '@temporalio/common';

/** What is done to a run from outside. */
export interface Act {
  /** A note of the workflow's; it is done as soon as that is seen. */
  after: string;
  do: { signal: string } | 'cancel';
}

export interface Script {
  /** Signals that are there when the run begins. */
  first?: string[];
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
  knowsItself: { later: [{ after: 'the same task: true', do: { signal: 'go' } }] },
};

/** What is seen of a run from outside, after its end. */
export interface Seen {
  notes: string[];
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
