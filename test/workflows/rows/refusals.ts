import type { FaultInput } from '../../graph-simulator/faults/fault.ts';

/** Graph's answer to a request, as scripted; the shape of Graph §9.1. */
export interface Refusal {
  status: number;
  body: object;
}

export const refusal = (status: number, code: string, message: string): Refusal => ({
  status,
  body: { error: { code, message } },
});

export const PERMISSION_MISSING = refusal(403, '7504', 'Insufficient enterprise tenant permissions, cannot access this API.');
/** Flat, without `error` (Graph §9.3). */
export const CALLING_NOT_ENABLED: Refusal = {
  status: 403,
  body: { errorCode: '7503', message: 'Application is not enabled for calling.' },
};
export const TENANT_MISMATCH = refusal(403, '7505', 'Request authorization tenant mismatch.');
export const UNAUTHORIZED = refusal(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
export const BAD_REQUEST = refusal(400, 'BadRequest', 'The request is invalid.');
export const NOT_FOUND = refusal(404, '8522', 'Call not found.');

/** Entra's refusal of a token. */
export const aadsts = (code: number, status: 400 | 401): Refusal => ({
  status,
  body: {
    error: status === 401 ? 'invalid_client' : 'invalid_request',
    error_description: `AADSTS${code}: No.`,
    error_codes: [code],
  },
});

type Refused = 'token' | 'answer' | 'createCall' | 'invite' | 'getCall' | 'getParticipants' | 'delete';

export const always = (request: Refused, said: Refusal): FaultInput => ({ request, do: 'reply', times: 'always', ...said });
export const once = (request: Refused, said: Refusal, nth = 1): FaultInput => ({ request, do: 'reply', nth, ...said });
