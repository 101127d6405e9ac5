import type { SearchAttributeUpdatePair } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { checkInput } from '../activity-options.ts';
import { newCall } from '../call/call.ts';
import type { LivingState } from '../call/leg.ts';
import { isId } from '../contract/call-id.ts';
import type { CheckedInput, EscalateCallInput } from '../contract/input.ts';
import type { EscalationFailureDetails } from '../contract/result.ts';
import { CALL_TENANT_ID, ESCALATION_REASON, ESCALATION_STATUS, P2P_CALL_ID } from '../contract/search-attributes.ts';
import { createAlarm } from './alarm.ts';
import { answerTimes, clockSkewNote } from './answer-times.ts';
import type { Escalation } from './escalation.ts';
import { openMailbox } from './mailbox.ts';
import { now, startClock } from './now.ts';
import { note, writeStart } from './report.ts';

/**
 * Sets a run up: handlers first, then the checked input, then the call that everything heard is folded into.
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function begin(raw: EscalateCallInput): Promise<Escalation> {
  const mailbox = openMailbox(claimedP2PCall(raw));
  const cancellation = watchCancellation();
  const input = await checked(raw);
  const e = newEscalation(input);
  cancellation.tell(e);
  writeStart(e);
  const skew = clockSkewNote(e.startedAt, input.p2pCall.receivedAt);
  if (skew !== undefined) note(e, { what: skew, leg: 'p2p' });
  mailbox.deliverTo(e);
  return e;
}

function newEscalation(input: CheckedInput): Escalation {
  const { firstExecutionRunId } = workflowInfo();
  const clock = startClock();
  const { startedAt } = clock;
  const subject = { run: firstExecutionRunId, p2pCallId: input.p2pCall.id };
  return {
    subject,
    input,
    ...clock,
    call: newCall(subject, knownState(input.p2pCall), input.p2pCall.tenantId),
    tick: 0,
    askedTick: 0,
    lastNewsAt: startedAt,
    lastProbeAt: 0,
    status: 'answering',
    timeline: [],
    unknownOutcomes: new Set(),
    cancelRequested: false,
    requestsInFlight: 0,
    askedForCaller: new Map(),
    waits: new Map(),
    passedOver: 0,
    ...answerTimes(startedAt, input),
    p2pEstablishBy: startedAt + input.policy.establishWithin,
    creations: [],
    invites: [],
    dismissed: new Set(),
    hangingUp: new Map(),
    givenUp: new Set(),
    endedAt: new Map(),
    alarm: createAlarm(() => now(clock)),
  };
}

async function checked(raw: EscalateCallInput): Promise<CheckedInput> {
  try {
    return await CancellationScope.nonCancellable(() => checkInput(raw));
  } catch (error) {
    // A local activity's failure comes as it was thrown, that of any other wrapped.
    const refusal = error instanceof ActivityFailure ? error.cause : error;
    if (!(refusal instanceof ApplicationFailure)) throw error;
    upsertSearchAttributes([
      { key: ESCALATION_STATUS, value: 'failed' },
      { key: ESCALATION_REASON, value: refusal.type ?? 'InvalidInput' },
      ...claimedAttributes(raw),
    ]);
    const details: EscalationFailureDetails = {
      during: 'answering',
      p2pCall: 'kept',
      p2pCallId: claimedP2PCall(raw).id,
      timeline: [],
    };
    throw ApplicationFailure.create({
      message: refusal.message,
      type: refusal.type ?? 'InvalidInput',
      nonRetryable: true,
      details: [details],
    });
  }
}

/** A cancellation is a fact to be weighed like others, not an exception in the middle of a step: the story runs in a scope that it does not reach. */
function watchCancellation(): { tell(e: Escalation): void } {
  let requested = false;
  let told: Escalation | undefined;
  CancellationScope.current().cancelRequested.catch(() => {
    requested = true;
    if (told) told.cancelRequested = true;
  });
  return {
    tell(e) {
      told = e;
      e.cancelRequested = requested;
    },
  };
}

/** A refused run is found by what its input names, as far as that can be an id: Temporal refuses longer values. */
function claimedAttributes(raw: unknown): SearchAttributeUpdatePair[] {
  const { id, tenantId } = claimed(raw);
  const attributes: SearchAttributeUpdatePair[] = [];
  if (typeof id === 'string' && isId(id)) attributes.push({ key: P2P_CALL_ID, value: id });
  if (typeof tenantId === 'string' && isId(tenantId)) attributes.push({ key: CALL_TENANT_ID, value: tenantId });
  return attributes;
}

/** The input is not checked yet, whatever its type says. */
function claimed(raw: unknown): Record<string, unknown> {
  return isRecord(raw) && isRecord(raw.p2pCall) ? raw.p2pCall : {};
}

function claimedP2PCall(raw: unknown): { id: string; state: LivingState } {
  const p2pCall = claimed(raw);
  return { id: typeof p2pCall.id === 'string' ? p2pCall.id : 'unknown', state: knownState(p2pCall) };
}

/** That another service's call is established is hearsay until Graph tells. */
function knownState({ state }: { state?: unknown }): LivingState {
  return state === 'established' ? 'establishing' : 'incoming';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
