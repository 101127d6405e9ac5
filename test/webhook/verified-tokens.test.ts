import type { JWTVerifyGetKey } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Authenticate, createAuthenticate } from '../../webhook/authenticate.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import { APP_ID, ISSUER, type Microsoft, startMicrosoft, TENANT } from './microsoft.ts';

let microsoft: Microsoft;
let verify: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  microsoft = await startMicrosoft();
});
beforeEach(() => {
  verify = vi.spyOn(crypto.subtle, 'verify');
});
afterEach(() => vi.restoreAllMocks());

const good = { tenantId: TENANT };
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
const authenticating = (keys: JWTVerifyGetKey): Authenticate => createAuthenticate(keys, APP_ID, [ISSUER]);

it('a token that comes again is not verified again', async () => {
  const authenticate = authenticating(createNotificationKeys([microsoft.document]));
  const token = await microsoft.bearer();
  expect(await authenticate(token)).toEqual(good);
  expect(await authenticate(token)).toEqual(good);
  expect(verify).toHaveBeenCalledTimes(1);
  expect(await authenticate(await microsoft.bearer({ jti: 'another' }))).toEqual(good);
  expect(verify).toHaveBeenCalledTimes(2);
});

it('one with another signature is another token', async () => {
  const authenticate = authenticating(createNotificationKeys([microsoft.document]));
  const token = await microsoft.bearer();
  await authenticate(token);
  const forged = `${token.slice(0, -8)}${token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`;
  await expect(authenticate(forged)).rejects.toMatchObject({ reason: 'jws_signature_verification_failed' });
});

it('it is refused once it has expired', async () => {
  const authenticate = authenticating(createNotificationKeys([microsoft.document]));
  // Five minutes of grace, of which two are left: more than a busy machine takes to the next line.
  const token = await microsoft.bearer({ exp: seconds(-180) });
  expect(await authenticate(token)).toEqual(good);
  vi.useFakeTimers({ now: Date.now() + 125_000, toFake: ['Date'] });
  try {
    await expect(authenticate(token)).rejects.toMatchObject({ reason: 'expired' });
  } finally {
    vi.useRealTimers();
  }
});

it('it is verified again when its key was fetched anew, and refused when the key is gone', async () => {
  const first = createNotificationKeys([microsoft.document]);
  const second = createNotificationKeys([microsoft.document]);
  let keys: JWTVerifyGetKey = first;
  const authenticate = authenticating((header, token) => keys(header, token));
  const token = await microsoft.bearer();
  await authenticate(token);
  keys = second;
  expect(await authenticate(token)).toEqual(good);
  expect(verify).toHaveBeenCalledTimes(2);
  keys = () => Promise.reject(new Error('gone'));
  await expect(authenticate(token)).rejects.toThrow('gone');
});
