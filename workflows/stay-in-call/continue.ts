import { allHandlersFinished, condition, makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { StayInCallInput } from '../contract/stay.ts';
import { type CarriedState, carriedState } from '../run/hand-over.ts';
import { isQuiet } from '../run/hang-up.ts';
import { isEnding } from './leaving.ts';
import { legOf } from './leg.ts';
import type { Stay, StayState } from './stay.ts';

/** What a run of `stayInCall` leaves to its next. */
export interface ContinuedStay extends CarriedState {
  readonly kind: 'continued';
  readonly state: StayState;
}

/** Temporal takes 10,000 signals and 2,000 updates a run; but a worker that takes a run over must replay it within the task time-out, 3 s. */
const MOST_SIGNALS = 500;
const MOST_UPDATES = 1_000;

/**
 * To go on with a newer version of the worker, for a run is kept to the one that it began on (worker versioning; Temporal tells each
 * run once, and none that an operator holds to a version). Before the history grows past what Temporal suggests. Never while a request
 * or an update is under way, which cannot be carried over.
 */
export function mayContinueAsNew({ run, live }: Stay): boolean {
  const { targetWorkerDeploymentVersionChanged: isOutdated, continueAsNewSuggested } = workflowInfo();
  const isLong = continueAsNewSuggested || run.live.signalsReceived >= MOST_SIGNALS || live.updatesTaken >= MOST_UPDATES;
  return (isLong || isOutdated) && isQuiet(run) && live.updatesUnderWay === 0;
}

/**
 * Waits for the end of the signal handler that this is told by: to Temporal it is under way for a moment longer, and a call of which
 * nothing but notifications is heard would never continue. @returns whether the run may still end here
 */
export async function isReadyToContinue(stay: Stay): Promise<boolean> {
  await condition(() => allHandlersFinished() || isEnding(stay) || !mayContinueAsNew(stay));
  return mayContinueAsNew(stay) && !isEnding(stay);
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
  const begin = makeContinueAsNewFunc<(input: StayInCallInput) => Promise<unknown>>({
    initialVersioningBehavior: 'AUTO_UPGRADE',
  });
  return await begin(input);
}
