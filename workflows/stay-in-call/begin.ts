import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { legOfOtherService } from '../call/call.ts';
import { isId, normalizeId } from '../contract/call-id.ts';
import { isRecord } from '../contract/is-record.ts';
import { CALL_TENANT_ID, MULTIPARTY_CALL_ID, P2P_CALL_ID } from '../contract/search-attributes.ts';
import type { CheckedStayInput, StayInCallInput } from '../contract/stay.ts';
import { checkStayInput } from '../run/activity-options.ts';
import { watchCancellation } from '../run/cancellation.ts';
import { checkedInput } from '../run/checked-input.ts';
import type { HandedOverLeg } from '../run/hand-over.ts';
import { openInbox } from '../run/inbox.ts';
import { newRun, newRunState } from '../run/new-run.ts';
import type { RunState } from '../run/run-state.ts';
import { addToTimeline } from '../run/timeline.ts';
import type { ContinuedStay } from './continue.ts';
import { openHandlers } from './handlers.ts';
import { leave } from './leaving.ts';
import { legOf } from './leg.ts';
import { followPeople } from './people.ts';
import type { Stay, StayState } from './stay.ts';
import { stayStory } from './story.ts';

/**
 * Sets a stay up: handlers first, then its input, or what an escalation or its last run has left to it.
 * @throws {ApplicationFailure} `InvalidInput`
 */
export async function begin(raw: StayInCallInput): Promise<Stay> {
  const inbox = openInbox();
  const handlers = openHandlers(raw);
  const cancellation = watchCancellation();
  const carried = carriedOf(raw);
  const stay = carried ? carriedOn(raw, carried) : fromInput(await checked(raw));
  cancellation.whenRequested(() => leave(stay, 'asked'));
  if (carried?.kind !== 'continued') tellBeginning(stay, carried);
  followPeople(stay);
  handlers.serve(stay);
  inbox.deliverTo(stay.run);
  return stay;
}

/** Ours alone: an escalation's child has it, and the next run of a stay. From a starter it is refused like any unknown field. */
function carriedOf(raw: unknown): HandedOverLeg | ContinuedStay | undefined {
  const { parent, continuedFromExecutionRunId } = workflowInfo();
  const isOurs = continuedFromExecutionRunId !== undefined || parent?.workflowId.startsWith('escalation-') === true;
  const carried = isRecord(raw) ? raw.carried : undefined;
  return isOurs && isCarried(carried) ? carried : undefined;
}

function isCarried(carried: unknown): carried is HandedOverLeg | ContinuedStay {
  return isRecord(carried) && carried.version === 1 && (carried.kind === 'handedOver' || carried.kind === 'continued');
}

function carriedOn(raw: StayInCallInput, carried: HandedOverLeg | ContinuedStay): Stay {
  const startedAt = workflowInfo().startTime.getTime();
  const { call, p2pCallId, context } = raw;
  const { applicationId, policy } = carried;
  const state = carried.kind === 'continued' ? carried.state : newState(startedAt, carried.people);
  const input = {
    call,
    applicationId,
    policy,
    ...(p2pCallId !== undefined && { p2pCallId }),
    ...(context !== undefined && { context }),
  };
  return newStay(input, { ...carried.run, startedAt }, state);
}

function fromInput(input: CheckedStayInput): Stay {
  const { firstExecutionRunId: run, startTime } = workflowInfo();
  const { call, p2pCallId } = input;
  const identity = { run, callId: call.id, ...(p2pCallId !== undefined && { p2pCallId }) };
  const startedAt = startTime.getTime();
  return newStay(input, newRunState(identity, [legOfOtherService(call, run)], startedAt), newState(startedAt, []));
}

function newStay(input: CheckedStayInput, runState: RunState, state: StayState): Stay {
  const stay: Stay = {
    ...input,
    run: newRun(
      runState,
      stayStory(() => stay, input.policy),
    ),
    state,
    live: { failedLooks: 0, updatesUnderWay: 0 },
  };
  return stay;
}

function newState(since: number, people: readonly string[]): StayState {
  return {
    since,
    status: 'staying',
    seenSince: {},
    knownPeople: people.map(normalizeId),
    invited: [],
    finishedUpdates: [],
  };
}

function tellBeginning(stay: Stay, handedOver: HandedOverLeg | undefined): void {
  const from = workflowInfo().parent?.workflowId;
  const what = handedOver && from !== undefined ? `Taken over from ${from}` : 'Staying in the call';
  addToTimeline(stay.run, { what, leg: 'multiparty' });
  upsertSearchAttributes([
    { key: MULTIPARTY_CALL_ID, value: legOf(stay).callId },
    { key: CALL_TENANT_ID, value: stay.call.tenantId },
    ...(stay.p2pCallId === undefined ? [] : [{ key: P2P_CALL_ID, value: stay.p2pCallId }]),
  ]);
}

function checked(raw: StayInCallInput): Promise<CheckedStayInput> {
  return checkedInput(
    () => checkStayInput(raw),
    () => {
      const { id } = isRecord(raw) && isRecord(raw.call) ? raw.call : {};
      const callId = typeof id === 'string' && isId(id) ? id : undefined;
      if (callId !== undefined) upsertSearchAttributes([{ key: MULTIPARTY_CALL_ID, value: callId }]);
      return { ...(callId !== undefined && { callId }), timeline: [] };
    },
  );
}
