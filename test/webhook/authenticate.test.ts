import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authenticate, createAuthenticate } from '../../webhook/authenticate.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import { rsaKeyPair } from '../graph-simulator/http/rsa-key-pair.ts';
import { APP_ID, FORGERS_KEY, ISSUER, type Microsoft, startMicrosoft, TENANT } from './microsoft.ts';

let microsoft: Microsoft;
let authenticate: Authenticate;

beforeAll(async () => {
  microsoft = await startMicrosoft();
  const issuers = [ISSUER, 'https://graph.microsoft.com/'];
  authenticate = createAuthenticate(createNotificationKeys([microsoft.document]), APP_ID, issuers);
});

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
const outcome = async (claims: object) => authenticate(await microsoft.bearer({ ...claims }));

describe('a token is good', () => {
  it('from Microsoft, for our app, now; its tenant is that of the call', async () => {
    expect(await outcome({})).toEqual({ tenantId: TENANT });
  });

  it.each([
    ['with another issuer of the list', { iss: 'https://graph.microsoft.com' }],
    ['with a slash at the end of its issuer', { iss: `${ISSUER}/` }],
    ['for several audiences', { aud: ['x', APP_ID] }],
    ['299 seconds after its end', { exp: seconds(-295) }],
    ['299 seconds before its beginning', { nbf: seconds(295) }],
    ['without a beginning', { nbf: undefined }],
  ])('%s', async (_, claims) => {
    expect(await outcome(claims)).toEqual({ tenantId: TENANT });
  });

  it('with the tenant under the name that .NET gives it', async () => {
    const claims = { tid: undefined, 'http://schemas.microsoft.com/identity/claims/tenantid': 'tenant-2' };
    expect(await outcome(claims)).toEqual({ tenantId: 'tenant-2' });
  });
});

describe('a token is refused', () => {
  it.each([
    ['of another issuer', { iss: 'https://evil.example.com' }, 'issuer'],
    ['without an issuer', { iss: undefined }, 'issuer'],
    ['for another app', { aud: 'another' }, 'audience'],
    ['for nobody', { aud: undefined }, 'audience'],
    ['long after its end', { exp: seconds(-310) }, 'expired'],
    ['without an end', { exp: undefined }, 'expired'],
    ['long before its beginning', { nbf: seconds(310) }, 'not_yet_valid'],
    ['without a tenant', { tid: undefined }, 'no_tenant'],
    ['with an empty tenant', { tid: '' }, 'no_tenant'],
    ['with a tenant that is no text', { tid: 7 }, 'no_tenant'],
  ])('%s', async (_, claims, reason) => {
    await expect(outcome(claims)).rejects.toMatchObject({ name: 'NotificationTokenRejected', reason });
  });

  it.each([
    ['that is missing', undefined, 'no_bearer_token'],
    ['of another scheme', 'Basic eDp5', 'no_bearer_token'],
    ['that is none', 'Bearer x.y.z', 'jws_invalid'],
  ])('%s', async (_, header, reason) => {
    await expect(authenticate(header)).rejects.toMatchObject({ name: 'NotificationTokenRejected', reason });
  });

  it('whose signature is of another key, under the id of a good one', async () => {
    const { privateKey } = await rsaKeyPair(FORGERS_KEY);
    const forged = await new SignJWT({ iss: ISSUER, aud: APP_ID, tid: TENANT, exp: seconds(60) })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(privateKey);
    await expect(authenticate(`Bearer ${forged}`)).rejects.toMatchObject({ reason: 'jws_signature_verification_failed' });
  });

  it('whose key id is unknown', async () => {
    await expect(authenticate(await microsoft.bearer({}, 'unknown'))).rejects.toMatchObject({ reason: 'jwks_no_matching_key' });
  });

  it('whose claims were exchanged after it was signed', async () => {
    const [head, , signature] = (await microsoft.bearer({})).split('.');
    const [, claims] = (await microsoft.bearer({ tid: 'another' })).split('.');
    await expect(authenticate(`${head}.${claims}.${signature}`)).rejects.toMatchObject({
      reason: 'jws_signature_verification_failed',
    });
  });

  it('that is not signed at all', async () => {
    const token = new UnsecuredJWT({ iss: ISSUER, aud: APP_ID, tid: TENANT, exp: seconds(60) }).encode();
    await expect(authenticate(`Bearer ${token}`)).rejects.toMatchObject({ reason: 'jose_alg_not_allowed' });
  });

  it('that is signed with a shared secret', async () => {
    const token = await new SignJWT({ iss: ISSUER, aud: APP_ID, tid: TENANT, exp: seconds(60) })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new Uint8Array(32));
    await expect(authenticate(`Bearer ${token}`)).rejects.toMatchObject({ reason: 'jose_alg_not_allowed' });
  });

  it('with a message that holds no part of it', async () => {
    const token = await microsoft.bearer({ aud: 'another' });
    const refused = await authenticate(token).catch(String);
    expect(refused).not.toContain(token.slice(-20));
  });
});
