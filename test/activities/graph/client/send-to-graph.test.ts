import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import type { GraphAnswer } from '../../../../activities/graph/client/graph-answer.ts';
import { toRequestFailure, requireSuccess } from '../../../../activities/graph/client/send-to-graph.ts';
import { NoAnswer, TokenRequestRejected } from '../../../../activities/graph/client/request-errors.ts';

const INVITE = { what: 'invite the caller', namesLeg: true };
const CREATE = { what: 'create the multiparty call', namesLeg: false };

function answer(status: number, code?: string | number, message?: string): GraphAnswer {
  return { status, body: code === undefined ? undefined : { error: { code, message } }, requestId: 'r-1' };
}

function failure(given: GraphAnswer, asked = INVITE): ApplicationFailure {
  try {
    requireSuccess(asked, given);
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
  throw new Error('no failure');
}

function asFailure(error: unknown): ApplicationFailure {
  const mapped = toRequestFailure(INVITE, error);
  if (mapped instanceof ApplicationFailure) return mapped;
  throw new Error('no failure', { cause: mapped });
}

it.each([200, 201, 202, 204])('%d is a success', (status) => {
  const given = answer(status);
  expect(requireSuccess(INVITE, given)).toBe(given);
});

describe('an answer of Graph (Graph §9.3)', () => {
  it.each<[string, GraphAnswer, string, boolean]>([
    ['7504', answer(403, '7504', 'Insufficient enterprise tenant permissions'), 'PermissionMissing', true],
    ['7503, flat', { status: 403, body: { errorCode: '7503', message: 'calling not enabled' } }, 'PermissionMissing', true],
    ['7505', answer(403, '7505', 'tenant mismatch'), 'TenantMismatch', true],
    ['7505 as a number', answer(403, 7505, 'tenant mismatch'), 'TenantMismatch', true],
    ['7505 behind 8541', answer(400, '8541', 'Failed. DiagCode: 403#7505.@'), 'TenantMismatch', true],
    ['401', answer(401, 'InvalidAuthenticationToken', 'expired'), 'CredentialsRejected', true],
    ['other 403', answer(403, '9'), 'RequestRejected', true],
    ['400', answer(400, 'BadRequest', 'bad shape'), 'RequestRejected', true],
    ['404 to a leg', answer(404, '8522', 'Call not found'), 'CallNotFound', true],
    ['monthly limit', answer(429, '1', 'The app reached the monthly call creation limit.'), 'CapacityReached', true],
    ['monthly limit by 403', answer(403, '1', 'Monthly call creation limit reached'), 'CapacityReached', true],
    ['concurrent calls', answer(429, '1', 'Too many concurrent calls'), 'CapacityReached', true],
    ['429', answer(429, 'TooManyRequests', 'throttled'), 'NotProcessed', false],
    ['503', answer(503), 'NotProcessed', false],
    ['500', answer(500, '9999', 'unknown'), 'OutcomeUnknown', false],
    ['502', answer(502), 'OutcomeUnknown', false],
    ['504', answer(504), 'OutcomeUnknown', false],
    ['408 of a gateway', answer(408), 'OutcomeUnknown', false],
    ['a redirect', answer(302), 'RequestRejected', true],
  ])('%s', (_, given, type, nonRetryable) => {
    expect(failure(given)).toMatchObject({ type, nonRetryable });
  });

  it('404 to create speaks of no leg', () => {
    expect(failure(answer(404, '8522', 'not found'), CREATE)).toMatchObject({ type: 'RequestRejected', nonRetryable: true });
  });

  it('carries what Microsoft said', () => {
    const { message, details } = failure(answer(403, '7504', 'Insufficient permissions'));
    expect(details).toEqual([{ code: 403, subcode: 7504, message: 'Insufficient permissions', requestId: 'r-1' }]);
    expect(message).toBe(
      'Could not invite the caller. Graph answered 403/7504: Insufficient permissions (request-id r-1). PermissionMissing: have an administrator of the tenant consent to Calls.JoinGroupCall.All and Calls.InitiateGroupCall.All (application).',
    );
  });

  it.each([
    [{ error: { code: '8522', message: 'gone', innerError: { 'request-id': 'inner' } } }, 'inner'],
    [{ error: { code: '8522', innererror: { 'request-id': 'odata' } } }, 'odata'],
  ])('finds the request-id in the body, too', (body, requestId) => {
    expect(failure({ status: 404, body }).details).toMatchObject([{ requestId }]);
  });

  it.each([null, 'text', 3, [], { error: 'words' }, { error: { code: {}, message: 4 } }])(
    'of an unknown shape, %j, lets the status speak',
    (body) => {
      expect(failure({ status: 400, body })).toMatchObject({ type: 'RequestRejected', details: [{ code: 400 }] });
    },
  );

  it('carries the client-request-id, and names it where there is no request-id', () => {
    const { requestId: _, ...given } = { ...answer(502), clientRequestId: 'c-1' };
    expect(failure({ ...given, requestId: 'r-1' }).details).toEqual([{ code: 502, requestId: 'r-1', clientRequestId: 'c-1' }]);
    expect(failure({ ...given, requestId: 'r-1' }).message).not.toContain('c-1');
    expect(failure(given).details).toEqual([{ code: 502, clientRequestId: 'c-1' }]);
    expect(failure(given).message).toContain('Graph answered 502 (client-request-id c-1). OutcomeUnknown');
  });

  it('waits as long as Graph asks for', () => {
    expect(failure({ ...answer(429), retryAfter: 2_128 }).nextRetryDelay).toBe(2_128);
    expect(failure(answer(429)).nextRetryDelay).toBeUndefined();
  });

  it('reports to the workflow how long that is', () => {
    expect(failure({ ...answer(429), retryAfter: 2_128 }).details).toEqual([
      { code: 429, requestId: 'r-1' },
      { retryAfter: 2_128 },
    ]);
    expect(failure(answer(429)).details).toHaveLength(1);
  });

  it('is no alarm where it belongs to the day', () => {
    expect(failure(answer(429)).category).toBe(ApplicationFailureCategory.BENIGN);
    expect(failure(answer(404)).category).toBe(ApplicationFailureCategory.BENIGN);
    expect(failure(answer(403, '7504')).category).not.toBe(ApplicationFailureCategory.BENIGN);
  });
});

describe('no answer', () => {
  it('of a request that never left may be repeated', () => {
    expect(asFailure(new NoAnswer('no', 'no connection'))).toMatchObject({ type: 'NotProcessed', nonRetryable: false });
  });

  it('of a request that may have arrived leaves the outcome unknown', () => {
    expect(asFailure(new NoAnswer('perhaps', 'time-out'))).toMatchObject({
      type: 'OutcomeUnknown',
      details: [{ message: 'time-out' }],
    });
  });

  it('of a request that may have arrived is found at Microsoft by its client-request-id', () => {
    const lost = asFailure(new NoAnswer('perhaps', 'time-out', { clientRequestId: 'c-1' }));
    expect(lost.details).toEqual([{ message: 'time-out', clientRequestId: 'c-1' }]);
    expect(lost.message).toContain('time-out (client-request-id c-1). OutcomeUnknown');
  });

  it('of our own making stays what it is', () => {
    const bug = new TypeError('a bug');
    expect(toRequestFailure(INVITE, bug)).toBe(bug);
  });
});

describe('a token that Entra refuses', () => {
  it.each<[number | undefined, string]>([
    [700016, 'PermissionMissing'],
    [65001, 'PermissionMissing'],
    [90002, 'TenantMismatch'],
    [7000215, 'CredentialsRejected'],
    [7000222, 'CredentialsRejected'],
    [700027, 'CredentialsRejected'],
    [undefined, 'CredentialsRejected'],
  ])('AADSTS%s', (aadsts, type) => {
    expect(asFailure(new TokenRequestRejected('t', aadsts, new Error('said so')))).toMatchObject({ type, nonRetryable: true });
  });
});
