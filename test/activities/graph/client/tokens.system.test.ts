import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { NoAnswer, TokenRequestRejected } from '../../../../activities/graph/client/request-errors.ts';
import { createTokens } from '../../../../activities/graph/client/tokens.ts';
import { have } from '../../../support/test-environment.ts';
import type {} from '../../../support/injected-environment.ts';
import { startScriptedEntra } from './scripted-entra.ts';
import type { ScriptedServer } from './scripted-server.ts';
import { containing, matching } from '../../../support/matchers.ts';

let entra: ScriptedServer;
type Reply = { status: number; body: object };
let reply: () => Reply | Promise<Reply>;

const HOUR = 3_600_000;
const good = (accessToken: string): Reply => ({
  status: 200,
  body: { token_type: 'Bearer', expires_in: 3599, access_token: accessToken },
});

beforeAll(async () => {
  entra = await startScriptedEntra(have('certificate', inject('certificate')), () => reply());
});
afterAll(() => entra.close());

afterEach(() => vi.useRealTimers());

beforeEach(() => {
  entra.requests.length = 0;
  let count = 0;
  reply = () => good(`token ${++count}`);
});

const asked = () => entra.requests.filter(({ method }) => method === 'POST');

function tokens() {
  return createTokens({
    clientId: 'app',
    credential: { kind: 'secret', secret: 'secret' },
    authorityHost: entra.url,
    graphBaseUrl: 'https://graph.microsoft.us/v1.0',
  });
}

async function fault(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it("asks as the app, in the call's tenant, for all that it may do at Graph", async () => {
  await expect(tokens()('tenant-1')).resolves.toBe('token 1');
  expect(asked().map(({ path }) => path)).toEqual([matching(/^\/tenant-1\/oauth2\/v2\.0\/token/)]);
  expect(Object.fromEntries(new URLSearchParams(asked()[0]?.body))).toMatchObject({
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 'secret',
    scope: 'https://graph.microsoft.us/.default',
  });
});

it('keeps a token for each tenant, until a fresh one is wanted', async () => {
  const token = tokens();
  expect(await token('tenant-1')).toBe('token 1');
  expect(await token('tenant-1')).toBe('token 1');
  expect(await token('tenant-2')).toBe('token 2');
  expect(await token('tenant-1', { fresh: true })).toBe('token 3');
  expect(await token('tenant-1')).toBe('token 3');
});

it.each([{}, { fresh: true }])('asks once at a time for a burst of calls of a tenant: %j', async (options) => {
  const token = tokens();
  await token('tenant-1');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * HOUR });
  const burst = await Promise.all([token('tenant-1', options), token('tenant-1', options), token('tenant-1', options)]);
  expect(burst).toEqual(['token 2', 'token 2', 'token 2']);
  expect(asked()).toHaveLength(2);
});

it.each([
  ['refused for now', 503, 'temporarily_unavailable', ''],
  ['refused for good', 401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.'],
])('uses a token that is valid though its early refresh is %s, until it ends', async (_, status, error, description) => {
  const token = tokens();
  reply = () => ({ ...good('token 1'), body: { ...good('token 1').body, refresh_in: 1_800 } });
  await token('tenant-1');
  reply = () => ({ status, body: { error, error_description: description } });
  const begun = Date.now();
  for (const minutes of [31, 59]) {
    vi.useFakeTimers({ toFake: ['Date'], now: begun + minutes * 60_000 });
    // Twice, for the first one may have begun the refresh that fails.
    await expect(token('tenant-1')).resolves.toBe('token 1');
    await expect(token('tenant-1')).resolves.toBe('token 1');
  }
  vi.setSystemTime(begun + HOUR);
  await expect(token('tenant-1')).rejects.toThrow();
  expect(asked().length).toBeGreaterThan(1);
});

it('is not kept waiting by an early refresh, and takes the new token once it has come', async () => {
  const token = tokens();
  reply = () => ({ ...good('token 1'), body: { ...good('token 1').body, refresh_in: 1_800 } });
  await token('tenant-1');
  let release = () => {};
  const held = new Promise<Reply>((resolve) => {
    release = () => resolve(good('token 2'));
  });
  reply = () => held;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
  await expect(token('tenant-1')).resolves.toBe('token 1');
  release();
  await expect.poll(() => token('tenant-1')).toBe('token 2');
  expect(asked()).toHaveLength(2);
});

it.each([
  [400, 'unauthorized_client', "AADSTS700016: Application with identifier 'app' was not found in the directory.", 700016],
  [400, 'invalid_request', "AADSTS90002: Tenant 'x' not found.", 90002],
  [401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.', 7000215],
  [400, 'invalid_grant', 'AADSTS65001: The user or administrator has not consented.', 65001],
  [400, 'invalid_scope', 'The scope is not valid.', undefined],
])('says that the token was refused: %d %s %s', async (status, error, description, aadsts) => {
  reply = () => ({ status, body: { error, error_description: description, error_codes: aadsts === undefined ? [] : [aadsts] } });
  const refused = await fault(tokens()('tenant-1'));
  expect(refused).toBeInstanceOf(TokenRequestRejected);
  expect(refused).toMatchObject({ aadsts, message: containing(description), tenantId: 'tenant-1' });
});

it.each([
  [500, 'server_error', 'oops'],
  [503, 'temporarily_unavailable', 'AADSTS90033: A transient error has occurred. Please try again.'],
  [429, 'temporarily_unavailable', 'too many'],
])('may be asked again after %d %s', async (status, error, description) => {
  reply = () => ({ status, body: { error, error_description: description } });
  const failed = await fault(tokens()('tenant-1'));
  expect(failed).toBeInstanceOf(NoAnswer);
  expect(failed).toMatchObject({ sent: 'no' });
});

it("is not held up by a stumble of Entra's", async () => {
  const token = tokens();
  const well = reply;
  reply = () => ({ status: 503, body: { error: 'temporarily_unavailable' } });
  expect(await fault(token('tenant-1'))).toBeInstanceOf(NoAnswer);
  reply = well;
  await expect(token('tenant-1')).resolves.toBe('token 1');
});

it('may be asked again where nobody listens', async () => {
  const token = createTokens({
    clientId: 'app',
    credential: { kind: 'secret', secret: 's' },
    authorityHost: 'https://localhost:1',
    graphBaseUrl: 'https://graph.microsoft.com',
  });
  expect(await fault(token('tenant-1'))).toMatchObject({ name: 'NoAnswer', sent: 'no' });
});
