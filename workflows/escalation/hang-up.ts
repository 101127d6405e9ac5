import { condition } from '@temporalio/workflow';
import { hangUpActivity } from '../activity-options.ts';
import type { Leg } from '../call/leg.ts';
import { multipartyLegs, p2pLeg } from '../call/meeting.ts';
import { normalizeId } from '../contract/call-id.ts';
import { askGraph } from './ask-graph.ts';
import type { Escalation } from './escalation.ts';
import { note } from './report.ts';
import { send } from './requests.ts';
import { takeBackRequests } from './take-back-requests.ts';
import { waitUntil } from './wait.ts';
import { now } from './now.ts';

/** The answer to a DELETE does not prove the end, the notification does (reference §3.5); it comes within a second or two. */
const END_WITHIN = 5_000;
/** How long one hang-up may be retried: longer than a throttled minute would keep the result from the caller. */
const HANG_UP_WITHIN = 20_000;
/** The second time for a DELETE that was answered and had no effect. */
const HANG_UPS = 2;
/** At a call that we may have answered, which tells whether it is ours to hang up; more than one only where none is answered. One that they do not tell of is named in `leftBehind`. */
const LOOKS = 3;

/** Hangs up a leg of ours and awaits its end; a leg that does not end in that time is given up, and named in `leftBehind`. One hang-up a leg at a time. */
export function hangUp(e: Escalation, leg: Leg): Promise<void> {
  const key = normalizeId(leg.callId);
  const underWay = e.hangingUp.get(key);
  if (underWay) return underWay;
  e.dismissed.add(key);
  const hangingUp = hangUpAndAwaitEnd(e, key, leg).finally(() => e.hangingUp.delete(key));
  e.hangingUp.set(key, hangingUp);
  return hangingUp;
}

async function hangUpAndAwaitEnd(e: Escalation, key: string, leg: Leg): Promise<void> {
  const name = leg.kind === 'p2p' ? 'P2P call' : `multiparty leg ${leg.attempt}`;
  const ended = () => e.call.legs[key]?.end !== undefined;
  for (let time = 1; time <= HANG_UPS && !ended(); time++) {
    note(e, { what: `Hanging up the ${name}`, leg: leg.kind });
    const request = send(
      e,
      () => hangUpActivity(`the ${name}`, HANG_UP_WITHIN)({ callId: leg.callId, tenantId: leg.tenantId }),
      ({ error }) => note(e, { what: `The ${name} could not be hung up: ${error.message}`, leg: leg.kind }),
    );
    await condition(() => request.done || ended());
    const until = now(e) + END_WITHIN;
    await waitUntil(e, { what: `the ${name} to end`, ready: ended, until: () => until, watchCaller: false });
  }
  if (!ended()) e.givenUp.add(key);
}

/**
 * Hangs up, as soon as they show themselves, the legs that are nobody's: those of an earlier run, and those that came to use
 * second (design, rules 1 and 4). Runs beside the story until its end.
 */
export async function hangUpSurplusLegs(e: Escalation): Promise<never> {
  for (;;) {
    await condition(() => surplusLegs(e).length > 0);
    for (const leg of surplusLegs(e)) void hangUp(e, leg);
  }
}

function surplusLegs(e: Escalation): Leg[] {
  return multipartyLegs(e.call).filter((leg) => {
    const key = normalizeId(leg.callId);
    const surplus = leg.run !== e.subject.run || (e.meeting !== undefined && e.meeting !== key);
    return surplus && !leg.end && !e.dismissed.has(key);
  });
}

/**
 * Leaves nothing alive: no request in flight, no leg of ours but those given up. What is heard meanwhile is tidied up too. After
 * it resolves there must be no `await` before the run ends: a signal that comes with the last task is folded before (design, rule 7).
 */
export async function tidyUp(e: Escalation, alsoP2P: boolean): Promise<void> {
  const settled = () => e.requestsInFlight === 0 && e.hangingUp.size === 0;
  let probes = LOOKS;
  takeBackRequests(e);
  for (;;) {
    for (const leg of openLegs(e, alsoP2P)) void hangUp(e, leg);
    if (settled()) {
      if (!alsoP2P || !e.unknownOutcomes.has('answer')) return;
      // Also where it was read as incoming: an answer without a response may get through after that.
      if (probes === 0) return void e.givenUp.add(normalizeId(e.subject.p2pCallId));
      probes -= 1;
      const probe = askGraph(e, 'whether the answer got through');
      await condition(() => probe.done);
      if (!probe.failure) probes = 0;
    }
    await condition(() => settled() || openLegs(e, alsoP2P).length > 0);
  }
}

function openLegs(e: Escalation, alsoP2P: boolean): Leg[] {
  const p2p = p2pLeg(e.subject, e.call);
  // A call that was not answered is left ringing: somebody else may still answer it.
  const legs = alsoP2P && p2p.reached !== 'incoming' ? [...multipartyLegs(e.call), p2p] : multipartyLegs(e.call);
  return legs.filter((leg) => {
    const key = normalizeId(leg.callId);
    return !leg.end && !e.givenUp.has(key) && !e.hangingUp.has(key);
  });
}
