import { answerActivity } from '../activity-options.ts';
import { p2pLeg } from '../call/meeting.ts';
import { SHORTEST_ANSWER } from '../escalation/answer-times.ts';
import { askGraph, LONGEST_PROBE_WAIT_MS } from '../escalation/ask-graph.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { now } from '../escalation/now.ts';
import { note } from '../escalation/report.ts';
import { type Request, sendForCaller, wasRefused } from '../escalation/requests.ts';
import { StoryStopped } from '../escalation/stop.ts';
import { lost, pauseUntil, stopIfLost, waitUntil } from '../escalation/wait.ts';
import { stopAtRefusal } from './refusal.ts';

/** After the window closes Graph takes this long, at most, to end a call that nobody answered. */
const AFTER_WINDOW = 2_000;
/** A 404 on record came 1.6 s after the incoming notification, for a call that lived (reference §12.12). */
const BEFORE_ANOTHER_TRY = 500;

/**
 * Step 1 of the seed: answers the incoming call inside its window. An answer that the call itself shows to have got through
 * needs no response.
 * @throws {StoryStopped} when the call ended first, was not answered in time, or Graph refuses the answer for good
 */
export async function answerCaller(e: Escalation): Promise<void> {
  const accepted = () => p2pLeg(e.subject, e.call).reached !== 'incoming';
  while (!accepted() && now(e) < e.answerBy) {
    const answering = sendAnswer(e);
    await waitUntil(e, {
      what: 'Graph to accept the answer',
      ready: () => accepted() || wasRefused(answering),
      until: () => e.answerBy,
      watchCaller: true,
    });
    if (accepted()) return;
    if (wasRefused(answering)) await lookBehindRefusal(e, answering, accepted);
  }
  if (!accepted()) await watchUnansweredCall(e, accepted);
}

function sendAnswer(e: Escalation): Request {
  const { tenantId, acceptedModalities, preFetchMedia } = e.input.p2pCall;
  const { callId } = p2pLeg(e.subject, e.call);
  stopIfLost(e);
  note(e, { what: 'Answering the P2P call', leg: 'p2p' });
  e.p2pEstablishBy = now(e) + e.input.policy.establishWithin;
  return sendForCaller(
    e,
    'answer',
    // A late worker sends it in its first task: how late it is, the run knows only after it (`now`).
    () =>
      answerActivity(Math.max(SHORTEST_ANSWER, e.answerBy - Date.now()))({
        callId,
        tenantId,
        run: e.subject.run,
        acceptedModalities,
        preFetchMedia,
      }),
    ({ type, tries, error, resultInfo }) => {
      const { reached, end } = p2pLeg(e.subject, e.call);
      // An answer is repeated whatever became of the last try, so its failure speaks of the last one only: an earlier one may have got through.
      const wasFirst = tries === 1 && type !== 'OutcomeUnknown';
      if (!wasFirst && reached === 'incoming' && !end) e.unknownOutcomes.add('answer');
      note(e, { what: `Answer: ${error.message}`, leg: 'p2p', ...(resultInfo && { resultInfo }) });
    },
  );
}

/** A refusal may be the echo of an answer that got through, or of a call that has ended: the call itself tells. */
async function lookBehindRefusal(e: Escalation, answering: Request, accepted: () => boolean): Promise<void> {
  const probe = askGraph(e, 'the reason of the refusal');
  await pauseUntil(e, 'Graph to tell of the call', now(e) + LONGEST_PROBE_WAIT_MS, () => probe.done || accepted());
  stopIfLost(e);
  if (accepted()) return;
  stopAtRefusal(answering);
  const again = Math.max(now(e) + BEFORE_ANOTHER_TRY, answering.failure?.retryAt ?? 0);
  await pauseUntil(e, 'another try to answer', Math.min(e.answerBy, again), () => accepted() || lost(e) !== undefined);
}

/** Nothing more is sent; the call is watched until it has surely ended. An answer that got through after all goes on. */
async function watchUnansweredCall(e: Escalation, accepted: () => boolean): Promise<void> {
  const until = Math.max(e.answerBy, e.answerWindowEnds) + AFTER_WINDOW;
  note(e, { what: 'No answer was accepted in time; watching the call', leg: 'p2p' });
  const gotThrough = await waitUntil(e, {
    what: 'the unanswered call to end',
    ready: accepted,
    until: () => until,
    watchCaller: true,
  });
  if (!gotThrough) throw new StoryStopped({ kind: 'reason', reason: 'timedOut' });
}

/** @throws {StoryStopped} when the P2P call is not established in its time */
export async function awaitEstablishedP2PCall(e: Escalation): Promise<void> {
  const established = await waitUntil(e, {
    what: 'the P2P call to be established',
    ready: () => p2pLeg(e.subject, e.call).reached === 'established',
    until: () => e.p2pEstablishBy,
    watchCaller: true,
    // A call that another service has answered is known by hearsay only, and its notifications go elsewhere.
    ...(e.input.p2pCall.state === 'established' && { askFirst: true }),
  });
  if (!established) throw new StoryStopped({ kind: 'reason', reason: 'timedOut' });
}
