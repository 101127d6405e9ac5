import { describe, expect, it } from 'vitest';
import { PATIENT_POLICY } from '../support/patient-policy.ts';
import { playCall } from './play-call.ts';

const PATIENT = { policy: PATIENT_POLICY, timings: { answerWindow: 60_000 } };
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
    const ran = await playCall([...faults], PATIENT);
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('whose repetition is refused, because the first got through, with every notification lost', async () => {
    const ran = await playCall(
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
      { ...PATIENT, policy: { ...PATIENT_POLICY, probeAfter: 1_500 } },
    );
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  });
});

describe('an answer that does not get through', () => {
  it('in time, and the call has ended: answeredTooLate', async () => {
    const ran = await playCall([{ request: 'answer', do: 'reply', status: 503, times: 'always' }], {
      policy: { answerWithin: 1_000, createWhen: 'answered' },
      timings: { answerWindow: 3_000 },
    });
    expect(ran.result()).toMatchObject({
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
    const ran = await playCall([{ request: 'answer', do: 'reply', status: 403, body, times: 'always' }], {
      policy: { onFailure: 'hangUp' },
    });
    expect(ran.ending).toMatchObject({
      failure: {
        type: 'PermissionMissing',
        nonRetryable: true,
        details: [{ during: 'answering', p2pCall: 'kept', resultInfo: { code: 403, subcode: 7504 } }],
      },
    });
    expect(ran.count('delete')).toBe(0);
  });
});
