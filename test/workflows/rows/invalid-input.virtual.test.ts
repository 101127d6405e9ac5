import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import {
  CALL_TENANT_ID,
  ESCALATION_REASON,
  ESCALATION_STATUS,
  P2P_CALL_ID,
} from '../../../workflows/contract/search-attributes.ts';
import { detailsOf, failureOf } from './expect-failure.ts';
import { startVirtually } from './start-virtually.ts';

describe('InvalidInput, which names the field', () => {
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
    const { outcome, attributes } = await startVirtually(workflowId, input);
    expect(attributes).toEqual({
      [ESCALATION_STATUS.name]: 'failed',
      [ESCALATION_REASON.name]: 'InvalidInput',
      [P2P_CALL_ID.name]: input.p2pCall.id,
      [CALL_TENANT_ID.name]: input.p2pCall.tenantId,
    });
    return failureOf(outcome);
  }
});
