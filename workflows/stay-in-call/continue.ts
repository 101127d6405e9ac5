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

/**
 * Of history. A worker that takes a run over replays it within the time-out of a task, 3 s, or the task is done again without end.
 * Measured: 0.9 s for 820 events, 2.0 to 2.4 s for 1,940, on a quiet machine; a thousand people make it 1.3 s for 430 (README, What it
 * costs). Temporal suggests to continue from 4,096 on.
 */
const MOST_EVENTS = 500;

/**
 * To go on with a newer version of the worker, for a run is kept to the one that it began on (worker versioning; Temporal tells each
 * run once, and none that an operator holds to a version). Before the history is long. Never while a request
 * or an update is under way, which cannot be carried over.
 */
export function mayContinueAsNew({ run, live }: Stay): boolean {
  const { targetWorkerDeploymentVersionChanged: isOutdated, continueAsNewSuggested, historyLength } = workflowInfo();
  const isLong = continueAsNewSuggested || historyLength >= MOST_EVENTS;
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
