import { describe, expect, it } from 'vitest';
import { createCallbackUri } from '../../activities/callback-uri.ts';
import { createCheckInput, createCheckInviteInput, createCheckStayInput } from '../../activities/check-input.ts';
import { createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { activityEnvironment } from './activity-bench.ts';
import { containing } from '../support/matchers.ts';

const RUN = '01a205f5-6e6d-7033-a5b4-991fc438f438';
const P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const TENANT = '49bfc225-8482-4ab8-94e7-76b48fdb9849';
const KEYS = ['k'.repeat(32)];
const INPUT = {
  p2pCall: { id: P2P, tenantId: TENANT, state: 'incoming', caller: { user: { id: 'caller' } } },
  meeting: { token: 'ey' },
};

const callbackUri = createCallbackUri('https://bot.example.com', KEYS);
const checkInput = createCheckInput({ applicationId: 'app', callbackUri });

function inWorkflow(workflowId: string) {
  return activityEnvironment({ workflowExecution: { workflowId, runId: RUN } });
}

const WORKFLOW = `escalation-${P2P.toLowerCase()}`;

describe('checkInput', () => {
  it('completes the input, with the app that asks', async () => {
    await expect(inWorkflow(WORKFLOW).run(checkInput, INPUT)).resolves.toMatchObject({
      applicationId: 'app',
      multipartyTenantId: TENANT,
      p2pCall: { id: P2P },
      policy: { answerWithin: 10_000 },
    });
  });

  it.each<[string, string, object, string]>([
    ['a faulty input', WORKFLOW, { ...INPUT, policy: { leaveAfter: -1 } }, 'policy.leaveAfter: must not be less than 0'],
    ['another workflow id', `escalation-${P2P}`, INPUT, `workflow id: must be ${WORKFLOW}`],
    [
      'ids that no callback address holds',
      `escalation-${'x'.repeat(120)}`,
      { ...INPUT, p2pCall: { ...INPUT.p2pCall, id: 'x'.repeat(120) } },
      'p2pCall.id or p2pCall.tenantId: too long',
    ],
  ])('refuses %s for good, by name', async (_, workflowId, input, why) => {
    await expect(inWorkflow(workflowId).run(checkInput, input)).rejects.toMatchObject(refusal(why));
  });
});

const CALL = { id: '90ED37DC-D8E3-4E11-9DE3-30A955DDA06F', tenantId: TENANT };
const CALL_KEY = '90ed37dcd8e34e119de330a955dda06f';

describe('checkInviteInput', () => {
  const checkInviteInput = createCheckInviteInput({ applicationId: 'app', callbackUri });
  const input = { requestId: 'request.1', call: CALL, participants: [{ user: { id: 'jane' } }] };
  const workflow = `invite-${CALL_KEY}-request.1`;

  it('completes the input, with the app that asks', async () => {
    await expect(inWorkflow(workflow).run(checkInviteInput, input)).resolves.toMatchObject({
      ...input,
      applicationId: 'app',
      together: true,
      policy: { inviteWithin: 100_000 },
    });
  });

  it.each<[string, string, object, string]>([
    ['a faulty input', workflow, { ...input, participants: [] }, 'participants: must name at least one person'],
    ['the workflow id of another call', 'invite-x-request.1', input, `workflow id: must be ${workflow}`],
    ['the workflow id of another request', `invite-${CALL_KEY}-request.2`, input, `workflow id: must be ${workflow}`],
    ['the workflow id of a stay', `call-${CALL_KEY}`, input, `workflow id: must be ${workflow}`],
  ])('refuses %s for good, by name', async (_, workflowId, given, why) => {
    await expect(inWorkflow(workflowId).run(checkInviteInput, given)).rejects.toMatchObject(refusal(why));
  });
});

describe('checkStayInput', () => {
  const checkStayInput = createCheckStayInput({ applicationId: 'app', callbackUri });
  const workflow = `call-${CALL_KEY}`;

  it('completes the input, with the app that asks', async () => {
    await expect(inWorkflow(workflow).run(checkStayInput, { call: CALL })).resolves.toMatchObject({
      call: CALL,
      applicationId: 'app',
      policy: { stayAtMost: 86_400_000 },
    });
  });

  it.each<[string, string, object, string]>([
    ['what only we carry over', workflow, { call: CALL, carried: {} }, 'carried: unknown field'],
    ['another workflow id', `call-${CALL.id}`, { call: CALL }, `workflow id: must be ${workflow}`],
  ])('refuses %s for good, by name', async (_, workflowId, given, why) => {
    await expect(inWorkflow(workflowId).run(checkStayInput, given)).rejects.toMatchObject(refusal(why));
  });
});

function refusal(why: string): object {
  return { type: 'InvalidInput', nonRetryable: true, message: containing(why), details: [{ message: containing(why) }] };
}

it('a callback address names the workflow whose activity asks for it', async () => {
  const leg = { run: RUN, kind: 'multiparty' as const, attempt: 2, tenantId: TENANT };
  const uri: string = await inWorkflow(WORKFLOW).run(callbackUri, leg);
  const address = /^https:\/\/bot\.example\.com\/api\/calls\/([^/]+)$/.exec(uri)?.[1] ?? '';
  await expect(createCallbackAddresses(KEYS).verify(address)).resolves.toEqual({ workflowId: WORKFLOW, leg });
});
