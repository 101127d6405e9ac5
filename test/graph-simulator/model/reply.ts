import { isDeepStrictEqual } from 'node:util';
export type JsonObject = { [key: string]: unknown };

/** An answer of the call API, apart from HTTP. */
export interface Reply {
  status: number;
  body?: JsonObject;
  /** Path under the API's base, which makes the header `Location`. */
  location?: string;
}

/** Graph's error body; for calls `code` is a number in a string (Graph §9.1). */
export function refusal(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

export const callNotFound = () => refusal(404, '8522', 'Call not found.');
export const badRequest = (message: string) => refusal(400, 'BadRequest', message);
export const permissionMissing = () =>
  refusal(403, '7504', 'Insufficient enterprise tenant permissions, cannot access this API.');
export const tenantMismatch = () => refusal(403, '7505', 'Request authorization tenant mismatch.');

/** How Graph refuses a create without media, by quirk: only 8523 is on record, but nothing says that it is the only one. */
export const MEDIA_REFUSALS = [
  ['mediaConfigRequired', refusal(400, '8523', 'Missing mediaConfig information.')],
  ['mediaConfigRequired: BadRequest', refusal(400, 'BadRequest', 'The request is invalid.')],
  ['mediaConfigRequired: 8501', refusal(400, '8501', 'Request is not valid.')],
  ['mediaConfigRequired: ModelValidationFailure', refusal(400, 'ModelValidationFailure', 'MediaConfig is required.')],
] as const;

/** Any 400 to a create may be about its media form, and is followed by the other one. Also of a recorded reply. */
export function saysMediaConfigMissing({ status }: { status: number }): boolean {
  return status === 400;
}

/** Also of a recorded reply, which carries more than its words; a scripted refusal has other words. */
export function saysTenantMismatch(reply: Reply): boolean {
  return saysTheSame(reply, tenantMismatch());
}

function saysTheSame(a: Reply, b: Reply): boolean {
  return a.status === b.status && isDeepStrictEqual(wordsOf(a), wordsOf(b));
}

function wordsOf({ body }: Reply): unknown[] {
  const error = body?.error;
  return typeof error === 'object' && error !== null ? [Reflect.get(error, 'code'), Reflect.get(error, 'message')] : [];
}
