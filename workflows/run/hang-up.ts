import { type Leg, NOT_OURS } from '../call/leg.ts';
import { multipartyLegs } from '../call/selectors.ts';
import { normalizeId } from '../contract/call-id.ts';
import { hangUpActivity } from './activity-options.ts';
import { now } from './clock.ts';
import { fateOf } from './leg-fate.ts';
import { send } from './requests.ts';
import type { Run } from './run.ts';
import { addToTimeline } from './timeline.ts';
import { waitFor, waitUntil } from './wait.ts';

/** The answer to a DELETE does not prove the end, the notification does (Graph §3.5); it comes within a second or two. */
const END_TIMEOUT_MS = 5_000;
/** How long one hang-up may be retried: longer than a throttled minute would keep the result from the caller. */
const HANG_UP_TIMEOUT_MS = 20_000;
/** The second time for a DELETE that was answered and had no effect. */
const HANG_UPS = 2;

/** Hangs up a leg of ours and awaits its end; one that does not end in that time is given up. One hang-up a leg at a time. */
export function hangUp(run: Run, leg: Leg): Promise<void> {
  const { hangingUp } = run.live;
  const key = normalizeId(leg.callId);
  const underWay = hangingUp.get(key);
  if (underWay) return underWay;
  // Else it would be over before it is noted as under way, and would stay noted for ever.
  if (hasEnded(run, key)) return Promise.resolve();
  run.state.hangUps[key] = 'hangUpRequested';
  const ending = hangUpAndAwaitEnd(run, key, leg);
  hangingUp.set(key, ending);
  return ending;
}

async function hangUpAndAwaitEnd(run: Run, key: string, leg: Leg): Promise<void> {
  const name = leg.kind === 'p2p' ? 'P2P call' : leg.attempt === NOT_OURS ? 'multiparty call' : `multiparty leg ${leg.attempt}`;
  const ended = () => hasEnded(run, key);
  // It may have been handed over before this run was started again: then it is somebody's (rule 7).
  if (leg.run !== run.state.identity.run && (await run.story.isLookedAfter?.(leg))) {
    markHandedOver(run, leg);
    run.live.hangingUp.delete(key);
    run.live.wake();
    return;
  }
  for (let time = 1; time <= HANG_UPS && !ended(); time++) {
    addToTimeline(run, { what: `Hanging up the ${name}`, leg: leg.kind });
    const request = send(
      run,
      () => hangUpActivity(`the ${name}`, HANG_UP_TIMEOUT_MS)({ callId: leg.callId, tenantId: leg.tenantId }),
      ({ error }) => addToTimeline(run, { what: `The ${name} could not be hung up: ${error.message}`, leg: leg.kind }),
    );
    await waitFor(run, () => request.done || ended());
    const until = now(run) + END_TIMEOUT_MS;
    await waitUntil(run, { what: `the ${name} to end`, ready: ended, until: () => until });
  }
  if (!ended()) run.state.hangUps[key] = 'hangUpFailed';
  run.live.hangingUp.delete(key);
  run.live.wake();
}

function hasEnded({ state }: Run, key: string): boolean {
  return state.call.legs[key]?.end !== undefined;
}

/** Gives a leg up that we cannot tell to be ours to hang up. */
export function giveUp(run: Run, leg: Leg): void {
  run.state.hangUps[normalizeId(leg.callId)] = 'hangUpFailed';
}

/** From now on another run looks after the leg: this one hangs it up in no case. */
export function markHandedOver(run: Run, leg: Leg): void {
  run.state.hangUps[normalizeId(leg.callId)] = 'handedOver';
}

/** Hangs up the legs that are nobody's, as soon as they show themselves (rules 1 and 4). */
export function hangUpSurplusLegs(run: Run): void {
  for (const leg of multipartyLegs(run.state.call))
    if (fateOf(run, leg) === 'wanted' && run.story.isSurplus(leg)) void hangUp(run, leg);
}

/** After a run was carried over: a hang-up can be repeated. */
export function resumeHangUps(run: Run): void {
  for (const leg of Object.values(run.state.call.legs)) if (fateOf(run, leg) === 'hangUpRequested') void hangUp(run, leg);
}

/** No request is in flight, and no leg is being hung up. */
export function isQuiet(run: Run): boolean {
  return run.live.requestsInFlight === 0 && run.live.hangingUp.size === 0;
}
