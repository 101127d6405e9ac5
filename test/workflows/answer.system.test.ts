import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FAST_TIMINGS as FAST } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { PATIENT_POLICY } from '../support/patient-policy.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST, answerWindow: 60_000 } } });
});
afterAll(() => system.stop());

const NOT_FOUND = { error: { code: '8522', message: 'Call not found.' } };

describe('an answer that gets through', () => {
  it.each([
    ['its response lost', [{ request: 'answer', do: 'loseResponse' }]],
    ['its response lost in silence', [{ request: 'answer', do: 'loseResponse', how: 'hang' }]],
    ['met by a lone 404 first', [{ request: 'answer', do: 'reply', status: 404, body: NOT_FOUND }]],
    ['throttled first', [{ request: 'answer', do: 'reply', status: 429, retryAfter: '0.128' }]],
    ['met by an error of the server first', [{ request: 'answer', do: 'reply', status: 500 }]],
    ['its connection reset first', [{ request: 'answer', do: 'reset' }]],
  ] as const)('%s: escalated', async (_, faults) => {
    const ran = await runCall(system, [...faults], { policy: PATIENT_POLICY });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('whose repetition is refused, because the first got through, with every notification lost', async () => {
    const ran = await runCall(
      system,
      [
        { request: 'answer', do: 'loseResponse' },
        {
          request: 'answer',
          do: 'reply',
          status: 400,
          body: { error: { code: 'BadRequest', message: 'The call is established.' } },
          nth: 2,
          times: 'always',
        },
        { notification: 'all', do: 'lose', nth: 2, times: 'always' },
      ],
      // Longer than the refusal takes: only the probe behind it can show it.
      { policy: { ...PATIENT_POLICY, probeAfter: 1_500 } },
    );
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
  });
});

describe('an answer that does not get through', () => {
  it('in time, and the call has ended: answeredTooLate', async () => {
    const timings = { ...FAST, answerWindow: 3_000 };
    const strict = await startSystem({ environment: injectedEnvironment(), simulator: { timings } });
    onTestFinished(() => strict.stop());
    const ran = await runCall(strict, [{ request: 'answer', do: 'reply', status: 503, times: 'always' }], {
      policy: { answerWithin: 1_000, createWhen: 'answered' },
    });
    expect(await ran.result()).toMatchObject({
      outcome: 'notEscalated',
      reason: 'answeredTooLate',
      during: 'answering',
      p2pCall: 'ended',
      resultInfo: { code: 408, subcode: 8544 },
    });
    expect(ran.count('createCall')).toBe(0);
  });

  it('is refused for good: the run fails, naming what to fix, and the call is left ringing', async () => {
    const body = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };
    const ran = await runCall(system, [{ request: 'answer', do: 'reply', status: 403, body, times: 'always' }], {
      policy: { onFailure: 'hangUp' },
    });
    await expect(ran.result()).rejects.toMatchObject({
      cause: {
        type: 'PermissionMissing',
        nonRetryable: true,
        details: [{ during: 'answering', p2pCall: 'kept', resultInfo: { code: 403, subcode: 7504 } }],
      },
    });
    expect(ran.count('delete')).toBe(0);
  });
});

describe('a call that another service has answered', () => {
  it('is escalated without an answer, watched by probes', async () => {
    const [first] = [await runCall(system, [], { policy: { onFailure: 'keep' } })];
    await first.result();
    system.simulator.clearScript();
    const who = { callerUserId: randomUUID(), tenantId: randomUUID() };
    const id = system.simulator.call(who);
    await answerAsAnotherService(id, who.tenantId);
    const handle = await system.escalations.start({
      p2pCall: { id, tenantId: who.tenantId, state: 'established', caller: { user: { id: who.callerUserId } } },
      meeting: { joinMeetingId: '123 456 789' },
      policy: { leaveAfter: 50, probeAfter: 300, replaceWithin: 1_000 },
    });
    expect(handle.joined).toBe(false);
    expect(await handle.result()).toMatchObject({ outcome: 'escalated', p2pCallId: id });
    expect(
      (
        await system.escalations.start({
          p2pCall: { id, tenantId: who.tenantId, state: 'established', caller: { user: { id: who.callerUserId } } },
          meeting: { joinMeetingId: '123456789' },
        })
      ).joined,
    ).toBe(true);
  });

  it('and has ended since: nothing is created', async () => {
    const id = randomUUID();
    const handle = await system.escalations.start({
      p2pCall: { id, tenantId: randomUUID(), state: 'established', caller: { user: { id: randomUUID() } } },
      meeting: { joinMeetingId: '123456789' },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
  });
});

async function answerAsAnotherService(id: string, tenantId: string): Promise<void> {
  const { baseUrl, graphBaseUrl } = system.simulator;
  const { applicationId, clientSecret } = system.bot;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: applicationId,
    client_secret: clientSecret,
    scope: `${baseUrl}/.default`,
  });
  const token: unknown = await (await fetch(`${baseUrl}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form })).json();
  const bearer = typeof token === 'object' && token !== null && 'access_token' in token ? String(token.access_token) : '';
  const body = {
    callbackUri: 'https://localhost:1/elsewhere',
    acceptedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  };
  const response = await fetch(`${graphBaseUrl}/communications/calls/${id}/answer`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(202);
}
