import { ApplicationFailure } from '@temporalio/common';
import type { Ending } from '../fake-temporal/instance.ts';

/** An update as whoever sent it sees it. */
export interface VirtualUpdate {
  readonly id: string;
  /** The validator let it pass. */
  accepted: boolean;
  outcome?: Ending;
  /** Resolves with the outcome; never rejects. */
  readonly settled: Promise<Ending>;
}

export interface SettableUpdate extends VirtualUpdate {
  settle(outcome: Ending): void;
}

export function newUpdate(id: string): SettableUpdate {
  let resolve: (outcome: Ending) => void = () => {};
  const settled = new Promise<Ending>((resolveIt) => (resolve = resolveIt));
  const update: SettableUpdate = {
    id,
    accepted: false,
    settled,
    settle(outcome) {
      update.outcome = outcome;
      resolve(outcome);
    },
  };
  return update;
}

export const UPDATE_CUT_OFF = 'AcceptedUpdateCompletedWorkflow';

/** What the server says of an update whose run ended before it (compared). */
export function runEnded(): Ending {
  const failure = ApplicationFailure.create({
    message: 'Workflow Update failed because the Workflow completed before the Update completed.',
    type: UPDATE_CUT_OFF,
    nonRetryable: true,
    details: [],
  });
  return { failure };
}
