import { allHandlersFinished, condition } from '@temporalio/workflow';
import { whyStayEnded } from '../call/stay-end.ts';
import type { StayResult } from '../contract/stay.ts';
import { now } from '../run/clock.ts';
import { renderDetails } from '../run/details-page.ts';
import { hangUp, isQuiet } from '../run/hang-up.ts';
import { fateOf } from '../run/leg-fate.ts';
import { count } from '../run/metrics.ts';
import { settleEnd } from '../run/settle-end.ts';
import { waitFor } from '../run/wait.ts';
import { legOf } from './leg.ts';
import { enterStatus } from './status.ts';
import type { Stay } from './stay.ts';

/** Hangs up, where the stay leaves; tells everybody who waits for its end, and ends with nothing under way. */
export async function complete(stay: Stay): Promise<StayResult> {
  const { run, live } = stay;
  const isLeaving = !legOf(stay).end;
  if (isLeaving) await hangUp(run, legOf(stay));
  if (legOf(stay).end) await settleEnd(run, legOf(stay));
  const result = resultOf(stay, isLeaving);
  enterStatus(stay, result.outcome);
  live.result = result;
  run.live.wake();
  do {
    await condition(allHandlersFinished);
    await waitFor(run, () => isQuiet(run));
  } while (!allHandlersFinished());
  renderDetails(run);
  count('stayOutcomes', { outcome: result.outcome, reason: result.reason });
  count('leftBehind', {}, result.leftBehind?.length ?? 0);
  return result;
}

function resultOf(stay: Stay, hasLeft: boolean): StayResult {
  const { call, p2pCallId, context, state, run } = stay;
  const leg = legOf(stay);
  const { resultInfo } = leg.end ?? {};
  return {
    ...(hasLeft ? { outcome: 'left', reason: state.leaving ?? 'asked' } : { outcome: 'ended', reason: whyStayEnded(leg) }),
    callId: call.id,
    ...(p2pCallId !== undefined && { p2pCallId }),
    ...(context !== undefined && { context }),
    since: new Date(state.since).toISOString(),
    until: new Date(now(run)).toISOString(),
    ...(resultInfo && { resultInfo }),
    timeline: run.state.timeline,
    ...(fateOf(run, leg) === 'hangUpFailed' && { leftBehind: [leg.callId] }),
  };
}
