import type { Escalation } from '../escalation.ts';
import { p2pLegOf } from '../legs.ts';
import { answerActivity } from '../../run/activity-options.ts';
import { now } from '../../run/clock.ts';
import { observe } from '../../run/metrics.ts';
import { probe, PROBE_WAIT_MS } from '../../run/probe.ts';
import { type Request, wasRefused } from '../../run/request.ts';
import { sendAbortable } from '../../run/requests.ts';
import { addToTimeline } from '../../run/timeline.ts';
import { pauseUntil, waitUntil } from '../../run/wait.ts';
import { EscalationAborted } from '../abort.ts';
import { SHORTEST_ANSWER_MS } from '../answer-times.ts';
import { interruptionOf, isInterrupted, throwIfInterrupted } from '../interruption.ts';
import { markUnknown } from '../unknown-outcomes.ts';
import { abortAtRefusal } from './refusal.ts';

/** After the window closes Graph takes this long, at most, to end a call that nobody answered. */
const AFTER_WINDOW_MS = 2_000;
/** A 404 on record came 1.6 s after the incoming notification, for a call that lived (Graph §12.12). */
const BEFORE_ANOTHER_TRY_MS = 500;

/**
 * Step 1 of the seed: answers the incoming call inside its window. An answer that the call itself shows to have got through
 * needs no response.
 * @throws {EscalationAborted} when the call ended first, was not answered in time, or Graph refuses the answer for good
 */
export async function answerCaller(escalation: Escalation): Promise<void> {
  const accepted = () => p2pLegOf(escalation).reached !== 'incoming';
  while (!accepted() && now(escalation.run) < escalation.state.answerBy) {
    const answering = sendAnswer(escalation);
    await waitUntil(escalation.run, {
      what: 'Graph to accept the answer',
      ready: () => accepted() || wasRefused(answering),
      until: () => escalation.state.answerBy,
      interruption: () => interruptionOf(escalation),
    });
    if (accepted()) return measureAnswer(escalation);
    if (wasRefused(answering)) await probeBehindRefusal(escalation, answering, accepted);
  }
  if (!accepted()) await watchUnansweredCall(escalation, accepted);
  measureAnswer(escalation);
}

/** The promise to the caller: how long the call has rung. */
function measureAnswer({ run, state }: Escalation): void {
  observe('answerSeconds', {}, now(run) - state.ringingSince);
}

function sendAnswer(escalation: Escalation): Request {
  const { tenantId, acceptedModalities, preFetchMedia } = escalation.input.p2pCall;
  const { callId } = p2pLegOf(escalation);
  throwIfInterrupted(escalation);
  addToTimeline(escalation.run, { what: 'Answering the P2P call', leg: 'p2p' });
  escalation.state.p2pEstablishBy = now(escalation.run) + escalation.input.policy.establishWithin;
  return sendAbortable(
    escalation.run,
    'answer',
    // A late worker sends it in its first task: how late it is, the run knows only after it (`now`).
    () =>
      answerActivity(Math.max(SHORTEST_ANSWER_MS, escalation.state.answerBy - Date.now()))({
        callId,
        tenantId,
        run: escalation.run.state.identity.run,
        acceptedModalities,
        preFetchMedia,
      }),
    ({ type, tries, error, resultInfo }) => {
      const { reached, end } = p2pLegOf(escalation);
      // An answer is repeated whatever became of the last try, so its failure speaks of the last one only: an earlier one may have got through.
      const wasFirst = tries === 1 && type !== 'OutcomeUnknown';
      if (!wasFirst && reached === 'incoming' && !end) markUnknown(escalation, 'answer');
      addToTimeline(escalation.run, { what: `Answer: ${error.message}`, leg: 'p2p', ...(resultInfo && { resultInfo }) });
    },
  );
}

/** A refusal may be the echo of an answer that got through, or of a call that has ended: a probe of the call shows which. */
async function probeBehindRefusal(escalation: Escalation, answering: Request, accepted: () => boolean): Promise<void> {
  const probed = probe(escalation.run, 'the reason of the refusal');
  await pauseUntil(
    escalation.run,
    'Graph to tell of the call',
    now(escalation.run) + PROBE_WAIT_MS,
    () => probed.done || accepted(),
  );
  throwIfInterrupted(escalation);
  if (accepted()) return;
  abortAtRefusal(answering);
  const again = Math.max(now(escalation.run) + BEFORE_ANOTHER_TRY_MS, answering.failure?.retryAt ?? 0);
  await pauseUntil(
    escalation.run,
    'another try to answer',
    Math.min(escalation.state.answerBy, again),
    () => accepted() || isInterrupted(escalation),
  );
}

/** Nothing more is sent; the call is watched until it has surely ended. An answer that got through after all goes on. */
async function watchUnansweredCall(escalation: Escalation, accepted: () => boolean): Promise<void> {
  const until = Math.max(escalation.state.answerBy, escalation.state.answerWindowEnds) + AFTER_WINDOW_MS;
  addToTimeline(escalation.run, { what: 'No answer was accepted in time; watching the call', leg: 'p2p' });
  const gotThrough = await waitUntil(escalation.run, {
    what: 'the unanswered call to end',
    ready: accepted,
    until: () => until,
    interruption: () => interruptionOf(escalation),
  });
  if (!gotThrough) throw new EscalationAborted({ kind: 'reason', reason: 'timedOut' });
}

/** @throws {EscalationAborted} when the P2P call is not established in its time */
export async function awaitEstablishedP2PCall(escalation: Escalation): Promise<void> {
  const established = await waitUntil(escalation.run, {
    what: 'the P2P call to be established',
    ready: () => p2pLegOf(escalation).reached === 'established',
    until: () => escalation.state.p2pEstablishBy,
    interruption: () => interruptionOf(escalation),
    // A call that another service has answered is unconfirmed, and its notifications go elsewhere.
    ...(escalation.input.p2pCall.state === 'established' && { askFirst: true }),
  });
  if (!established) throw new EscalationAborted({ kind: 'reason', reason: 'timedOut' });
}
