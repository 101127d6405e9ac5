import { CancellationScope } from '@temporalio/workflow';
import type { StayInCallInput, StayResult } from '../contract/stay.ts';
import { now } from '../run/clock.ts';
import { pauseUntil } from '../run/wait.ts';
import { begin } from './begin.ts';
import { complete } from './complete.ts';
import { continueStay, isReadyToContinue, mayContinueAsNew } from './continue.ts';
import { isEnding, leave } from './leaving.ts';
import { look, lookDueAt } from './look.ts';
import type { Stay } from './stay.ts';

/**
 * Looks after one multiparty leg for hours: keeps it alive, follows who is in the call, takes updates, and leaves when it is asked
 * to, when nobody else is left, or when it has stayed as long as it may.
 * @returns how the stay ended; every way a call can end is a result
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function stayInCall(input: StayInCallInput): Promise<StayResult> {
  const stay = await begin(input);
  return await CancellationScope.nonCancellable(() => run(stay));
}

async function run(stay: Stay): Promise<StayResult> {
  while (!isEnding(stay)) {
    if (mayContinueAsNew(stay) && (await isReadyToContinue(stay))) return await continueStay(stay);
    if (now(stay.run) >= stayUntil(stay)) leave(stay, 'stayedAtMost');
    else if (now(stay.run) >= lookDueAt(stay)) await lookWhoIsIn(stay);
    else await awaitWhatComes(stay);
  }
  return await complete(stay);
}

/** Nobody is asked for being quiet: keepAlive is the probe of a quiet call. */
async function awaitWhatComes(stay: Stay): Promise<void> {
  const dueAt = () => Math.min(stayUntil(stay), lookDueAt(stay));
  const until = dueAt();
  await pauseUntil(stay.run, 'the call to end', until, () => isEnding(stay) || dueAt() < until || mayContinueAsNew(stay));
}

async function lookWhoIsIn(stay: Stay): Promise<void> {
  const { state, policy, run: engine } = stay;
  const wasAloneFor = state.aloneSince !== undefined && now(engine) >= state.aloneSince + policy.aloneFor;
  const hasTold = await look(stay, 'who is in the call');
  if (wasAloneFor && hasTold && state.aloneSince !== undefined) leave(stay, 'alone');
}

function stayUntil({ state, policy }: Stay): number {
  return state.since + policy.stayAtMost;
}
