import { defineQuery, setHandler, workflowInfo } from '@temporalio/workflow';
import type { LivingState } from '../call/leg.ts';
import type { CheckedInput, EscalateCallInput } from '../contract/input.ts';
import { isRecord } from '../contract/is-record.ts';
import { ESCALATION } from '../contract/names.ts';
import type { EscalationFailureDetails, EscalationSnapshot } from '../contract/result.ts';
import { checkInput } from '../run/activity-options.ts';
import { watchCancellation } from '../run/cancellation.ts';
import { checkedInput } from '../run/checked-input.ts';
import { openInbox } from '../run/inbox.ts';
import { count } from '../run/metrics.ts';
import { newRun, newRunState } from '../run/new-run.ts';
import { addToTimeline } from '../run/timeline.ts';
import { answerTimes, clockSkewNote } from './answer-times.ts';
import type { Escalation } from './escalation.ts';
import { requestCancellation } from './interruption.ts';
import { escalationStory } from './story.ts';
import { writeRefusal, writeStart } from './search-attributes.ts';
import { snapshot } from './snapshot.ts';

const escalationQuery = defineQuery<EscalationSnapshot>(ESCALATION);

/**
 * Sets an escalation up: handlers first, then the checked input, then the call that all events are applied to.
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function begin(raw: EscalateCallInput): Promise<Escalation> {
  const inbox = openInbox();
  const query = answerQuery(claimedP2PCall(raw));
  const cancellation = watchCancellation();
  const input = await checked(raw);
  const escalation = newEscalation(input);
  cancellation.whenRequested(() => requestCancellation(escalation));
  query.answerWith(escalation);
  writeStart(escalation);
  const skew = clockSkewNote(escalation.run.state.startedAt, input.p2pCall.receivedAt);
  if (skew !== undefined) addToTimeline(escalation.run, { what: skew, leg: 'p2p' });
  inbox.deliverTo(escalation.run);
  return escalation;
}

/** A query may come at any time: before there is an escalation it is answered with what the input says of the P2P call. */
function answerQuery(p2pCall: EscalationSnapshot['p2pCall']): { answerWith(escalation: Escalation): void } {
  let escalation: Escalation | undefined;
  setHandler(
    escalationQuery,
    () => (escalation ? snapshot(escalation) : { status: 'answering', p2pCall, participants: [], timeline: [] }),
    { description: 'Status, legs, participants, what is waited for, and the timeline so far' },
  );
  return {
    answerWith(one) {
      escalation = one;
    },
  };
}

function newEscalation(input: CheckedInput): Escalation {
  const { firstExecutionRunId, startTime } = workflowInfo();
  const { p2pCall, policy } = input;
  const startedAt = startTime.getTime();
  const run = firstExecutionRunId;
  const p2pLeg = {
    callId: p2pCall.id,
    kind: 'p2p',
    attempt: 0,
    tenantId: p2pCall.tenantId,
    run,
    reached: knownState(p2pCall),
  } as const;
  const story = escalationStory(() => escalation, input);
  const escalation: Escalation = {
    input,
    run: newRun(newRunState({ run, p2pCallId: p2pCall.id }, [p2pLeg], startedAt), story),
    state: {
      status: 'answering',
      statusSince: startedAt,
      cancelRequested: false,
      ...answerTimes(startedAt, input),
      p2pEstablishBy: startedAt + policy.establishWithin,
      creations: [],
      unknownOutcomes: [],
      forwarding: {},
    },
  };
  return escalation;
}

function checked(raw: EscalateCallInput): Promise<CheckedInput> {
  return checkedInput(
    () => checkInput(raw),
    (failureType) => {
      writeRefusal(failureType, claimed(raw));
      count('escalationOutcomes', { outcome: 'failed', reason: failureType });
      return {
        during: 'answering',
        p2pCall: 'kept',
        p2pCallId: claimedP2PCall(raw).id,
        ...claimedContext(raw),
        timeline: [],
      } satisfies EscalationFailureDetails;
    },
  );
}

/** The input is not checked yet, whatever its type says. */
function claimed(raw: unknown): Record<string, unknown> {
  return isRecord(raw) && isRecord(raw.p2pCall) ? raw.p2pCall : {};
}

/** As long as it may be: a longer one is what the input was refused for. */
const LONGEST_CONTEXT = 2_000;

function claimedContext(raw: unknown): { context?: string } {
  const context = isRecord(raw) ? raw.context : undefined;
  return typeof context === 'string' && context.length <= LONGEST_CONTEXT ? { context } : {};
}

function claimedP2PCall(raw: unknown): { id: string; state: LivingState } {
  const p2pCall = claimed(raw);
  return { id: typeof p2pCall.id === 'string' ? p2pCall.id : 'unknown', state: knownState(p2pCall) };
}

/** That another service's call is established is unconfirmed until Graph says so. */
function knownState({ state }: { state?: unknown }): LivingState {
  return state === 'established' ? 'establishing' : 'incoming';
}
