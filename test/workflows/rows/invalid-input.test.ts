import type { WorkflowHandle } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import { ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import {
  CALL_TENANT_ID,
  ESCALATION_REASON,
  ESCALATION_STATUS,
  P2P_CALL_ID,
} from '../../../workflows/contract/search-attributes.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { simulatedCall } from '../../support/simulated-call.ts';
import { startSystem, type System } from '../../support/system.ts';
import { detailsOf, failureOf } from './expect-failure.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe.concurrent('InvalidInput, which names the field', () => {
  const p2pCall = () => ({ id: randomUUID(), tenantId: randomUUID(), state: 'incoming', caller: { user: { id: randomUUID() } } });
  const meeting = { joinMeetingId: '123456789' };

  it.each<[string, (call: ReturnType<typeof p2pCall>) => { p2pCall: ReturnType<typeof p2pCall> }, RegExp]>([
    ['a field that is missing', (call) => ({ p2pCall: call }), /meeting/],
    ['an unknown field', (call) => ({ p2pCall: call, meeting, polcy: {} }), /polcy: unknown field/],
    [
      'an unknown field, deeper',
      (call) => ({ p2pCall: call, meeting, policy: { answerWithn: 1 } }),
      /policy\.answerWithn: unknown field/,
    ],
    ['a wrong value', (call) => ({ p2pCall: { ...call, state: 'ringing' }, meeting }), /p2pCall\.state/],
    ['a wrong duration', (call) => ({ p2pCall: call, meeting, policy: { leaveAfter: 'soon' } }), /policy\.leaveAfter/],
    [
      "somebody else's join link",
      (call) => ({ p2pCall: call, meeting: { joinUrl: 'https://example.com/l/meetup-join/x' } }),
      /meeting\.joinUrl/,
    ],
  ])('%s', async (_, inputOf, names) => {
    const call = p2pCall();
    const failure = await failureOfRawStart(escalationWorkflowId(call.id), inputOf(call));
    expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(failure.message).toMatch(names);
    expect(detailsOf(failure)).toEqual({ during: 'answering', p2pCall: 'kept', p2pCallId: call.id, timeline: [] });
  });

  it('a run under another id', async () => {
    const call = p2pCall();
    const failure = await failureOfRawStart(escalationWorkflowId(randomUUID()), { p2pCall: call, meeting });
    expect(failure).toMatchObject({ type: 'InvalidInput' });
    expect(failure.message).toContain(escalationWorkflowId(call.id));
  });

  async function failureOfRawStart(workflowId: string, input: { p2pCall: { id: string; tenantId: string }; meeting?: object }) {
    const { client, bot } = system;
    const handle = await client.workflow.start(ESCALATE_CALL, { workflowId, taskQueue: bot.taskQueue, args: [input] });
    const { typedSearchAttributes } = await failed(handle);
    expect(typedSearchAttributes.get(ESCALATION_STATUS)).toBe('failed');
    expect(typedSearchAttributes.get(ESCALATION_REASON)).toBe('InvalidInput');
    expect(typedSearchAttributes.get(P2P_CALL_ID)).toBe(input.p2pCall.id);
    expect(typedSearchAttributes.get(CALL_TENANT_ID)).toBe(input.p2pCall.tenantId);
    const call = {
      ...simulatedCall(client, randomUUID()),
      result: () => handle.result(),
      handle,
      callerUserId: '',
      tenantId: '',
    };
    return failureOf({ call });
  }

  async function failed(handle: WorkflowHandle) {
    await handle.result().catch(() => undefined);
    return handle.describe();
  }
});
