import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAuthenticate } from '../../webhook/authenticate.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import { APP_ID, ISSUER, type Microsoft, startMicrosoft, TENANT } from './microsoft.ts';

let microsoft: Microsoft;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  microsoft = await startMicrosoft();
});

afterEach(() => void vi.useRealTimers());

const authenticateWith = (...documents: string[]) => createAuthenticate(createNotificationKeys(documents), APP_ID, [ISSUER]);
const later = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000);
const REFUSED = { name: 'NotificationTokenRejected', reason: 'jwks_no_matching_key' };

it('reads the keys once for all tokens', async () => {
  const authenticate = authenticateWith(microsoft.document);
  const tokens = [await microsoft.bearer(), await microsoft.bearer({ tid: 'other' })];
  await Promise.all(tokens.map(authenticate));
  expect(microsoft.reads()).toBe(1);
});

it('unites the keys of several documents', async () => {
  const other = await startMicrosoft('other');
  const authenticate = authenticateWith(microsoft.document, other.document);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  expect(await authenticate(await other.bearer())).toEqual({ tenantId: TENANT });
});

it('takes a key that two documents list for one', async () => {
  const authenticate = authenticateWith(microsoft.document, microsoft.document);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
});

it('reads them again for a key it does not know, but not more often than every 30 seconds', async () => {
  const authenticate = authenticateWith(microsoft.document);
  await authenticate(await microsoft.bearer());
  await microsoft.rotate();
  await expect(authenticate(await microsoft.bearer())).rejects.toMatchObject(REFUSED);
  expect(microsoft.reads()).toBe(1);
  later(31);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  await expect(authenticate(await microsoft.bearer({}, 'forged'))).rejects.toMatchObject(REFUSED);
  expect(microsoft.reads()).toBe(2);
});

it.each(['document', 'keys'] as const)('says that the %s cannot be fetched, not that the token is bad', async (what) => {
  microsoft.state[what] = 'down';
  const authenticate = authenticateWith(microsoft.document);
  await expect(authenticate(await microsoft.bearer())).rejects.toMatchObject({ name: 'KeysUnavailable' });
  microsoft.state[what] = 'up';
  later(2);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
});

it('says so of a document that names no keys, and of one that nobody serves', async () => {
  microsoft.state.document = 'without keys';
  await expect(authenticateWith(microsoft.document)(await microsoft.bearer())).rejects.toMatchObject({ name: 'KeysUnavailable' });
  const nobody = authenticateWith('http://127.0.0.1:1/.well-known/OpenIdConfiguration');
  await expect(nobody(await microsoft.bearer())).rejects.toMatchObject({ name: 'KeysUnavailable' });
});

it('takes an empty list of keys for none that can be fetched: those it has stay good', async () => {
  const without = authenticateWith(microsoft.document);
  microsoft.state.keys = 'none';
  await expect(without(await microsoft.bearer())).rejects.toMatchObject({ name: 'KeysUnavailable' });
  microsoft.state.keys = 'up';
  const authenticate = authenticateWith(microsoft.document);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  microsoft.state.keys = 'none';
  later(31);
  // Makes it read them again.
  await expect(authenticate(await microsoft.bearer({}, 'forged'))).rejects.toMatchObject({ name: 'KeysUnavailable' });
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
});

it('does not refuse a token as long as one of several documents is missing', async () => {
  const other = await startMicrosoft('other');
  other.state.document = 'down';
  const authenticate = authenticateWith(microsoft.document, other.document);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  await expect(authenticate(await other.bearer())).rejects.toMatchObject({ name: 'KeysUnavailable' });
});

it('goes on with the keys it has while they cannot be read again, and takes the new ones when they can', async () => {
  const failures: string[] = [];
  const keys = createNotificationKeys([microsoft.document], ({ message }) => void failures.push(message));
  const authenticate = createAuthenticate(keys, APP_ID, [ISSUER]);
  await authenticate(await microsoft.bearer());
  microsoft.state.keys = 'down';
  later(3 * 60 * 60);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  await vi.waitUntil(() => failures.length === 1, { timeout: 30_000, interval: 5 });
  expect(failures[0]).toContain('NOTIFICATION_OPENID_CONFIGURATION');
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
  microsoft.state.keys = 'up';
  await microsoft.rotate();
  later(31);
  expect(await authenticate(await microsoft.bearer())).toEqual({ tenantId: TENANT });
});
