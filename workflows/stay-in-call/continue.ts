import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { StayInCallInput } from '../contract/stay.ts';
import { type CarriedState, carriedState } from '../run/hand-over.ts';
import { isQuiet } from '../run/hang-up.ts';
import { legOf } from './leg.ts';
import type { Stay, StayState } from './stay.ts';

/** What a run of `stayInCall` leaves to its next. */
export interface ContinuedStay extends CarriedState {
  readonly kind: 'continued';
  readonly state: StayState;
}

/** Temporal takes 10,000 signals and 2,000 updates a run. */
const MOST_SIGNALS = 4_000;
const MOST_UPDATES = 1_000;

/**
 * Before the history grows past what Temporal suggests; never while a request or an update is under way, which cannot be carried over.
 * Updates are counted, for while a signal wakes the run its own handler counts as unfinished: a call of which nothing but
 * notifications was heard would never continue.
 */
export function mayContinueAsNew({ run, live }: Stay): boolean {
  const isLong =
    workflowInfo().continueAsNewSuggested || run.live.signalsReceived >= MOST_SIGNALS || live.updatesTaken >= MOST_UPDATES;
  return isLong && isQuiet(run) && live.updatesUnderWay === 0;
}

/** Goes on in a run with a history of its own. Nothing is lost: Temporal does the task again if something has come meanwhile. */
export async function continueStay(stay: Stay): Promise<never> {
  const { call, p2pCallId, context, applicationId, policy, state, run } = stay;
  const carried: ContinuedStay = {
    version: 1,
    kind: 'continued',
    applicationId,
    policy,
    run: { ...carriedState(run, legOf(stay)), timeline: run.state.timeline },
    state,
  };
  const input: StayInCallInput = {
    call,
    ...(p2pCallId !== undefined && { p2pCallId }),
    ...(context !== undefined && { context }),
    carried,
  };
  return await continueAsNew<(input: StayInCallInput) => Promise<unknown>>(input);
}
