import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { toRequestFailure } from '../../../activities/graph/client/send-to-graph.ts';
import { TokenRequestRejected } from '../../../activities/graph/client/request-errors.ts';
import { createTokens } from '../../../activities/graph/client/tokens.ts';
import { type AppCertificate, makeAppCertificate } from '../../support/client-certificate.ts';
import { certificateOf } from '../../support/certificate-of.ts';
import { have } from '../../support/test-environment.ts';
import { containing } from '../../support/matchers.ts';
import type {} from '../../support/injected-environment.ts';
import { clientAssertionFault } from './client-assertion.ts';
import type { GraphSimulator } from '../graph-simulator.ts';
import { startGraphSimulator } from '../start-graph-simulator.ts';

const APPLICATION = randomUUID();
const TENANT = randomUUID().toUpperCase();
const ENDPOINT = 'https://login.example.com/tenant/oauth2/v2.0/token';

let registered: AppCertificate;
let stranger: AppCertificate;
let simulator: GraphSimulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assertion-'));
  [registered, stranger] = await Promise.all([makeAppCertificate('registered'), makeAppCertificate('stranger', 1)]);
  simulator = await startGraphSimulator({
    applicationId: APPLICATION,
    clientSecret: 'secret',
    clientCertificate: registered.cert,
    certificate: await certificateOf(have('certificate', inject('certificate'))),
  });
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

/** The product's own way to a token: MSAL as it is. */
async function tokens({ both }: AppCertificate, { sendChain = false, clientId = APPLICATION } = {}) {
  const path = join(folder, 'app.pem');
  await writeFile(path, both);
  const credential = { kind: 'certificate' as const, path, sendChain };
  const { authorityHost, graphBaseUrl } = simulator;
  return createTokens({ clientId, credential, authorityHost, graphBaseUrl });
}

it.each([false, true])('MSAL gets a token with the registered certificate, x5c %s', async (sendChain) => {
  const token = await tokens(registered, { sendChain });
  await expect(token(TENANT)).resolves.toMatch(/^ey/);
  const [asked] = simulator
    .record()
    .requests.filter(({ kind }) => kind === 'token')
    .slice(-1);
  expect(asked?.body).toMatchObject({ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' });
  expect(asked?.body).not.toHaveProperty('client_assertion');
});

it('a certificate that is not registered is reported as such, with what to do', async () => {
  const token = await tokens(stranger);
  const refused: unknown = await token(TENANT).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TokenRequestRejected);
  expect(refused).toMatchObject({ aadsts: 700027 });
  const failure = toRequestFailure({ what: 'answer', namesLeg: true }, refused);
  expect(failure).toMatchObject({ type: 'CredentialsRejected', nonRetryable: true });
  expect(String(failure)).toContain('Certificates & secrets');
});

it('wants one of the two credentials', async () => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: APPLICATION });
  const response = await fetch(`${simulator.baseUrl}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body });
  expect([response.status, await response.text()]).toEqual([401, containing('AADSTS7000218')]);
});

interface Claims {
  iss?: string;
  sub?: string;
  aud?: string;
  nbf?: number;
  exp?: number;
}

async function fault({ claims = {}, alg = 'PS256', key = registered, thumbprintOf = registered } = {}) {
  const now = Math.floor(Date.now() / 1_000);
  const said: Claims = { iss: APPLICATION, sub: APPLICATION, aud: ENDPOINT, nbf: now, exp: now + 600, ...claims };
  const thumbprint = Buffer.from(new X509Certificate(thumbprintOf.cert).fingerprint256.replaceAll(':', ''), 'hex');
  const assertion = await new SignJWT({ ...said })
    .setProtectedHeader({ alg, 'x5t#S256': thumbprint.toString('base64url') })
    .sign(await importPKCS8(key.key, alg));
  const checks = { assertion, certificate: registered.cert, clientId: APPLICATION, tokenEndpoint: ENDPOINT };
  return (await clientAssertionFault(checks))?.code;
}

const hence = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

it('checks signature, thumbprint, audience, subject and times', async () => {
  expect(await fault()).toBeUndefined();
  expect(await fault({ alg: 'RS256' })).toBeUndefined();
  expect(await fault({ key: stranger })).toBe(700027);
  expect(await fault({ thumbprintOf: stranger })).toBe(700027);
  expect(await fault({ alg: 'RS512' })).toBe(700027);
  expect(await fault({ claims: { aud: `${ENDPOINT}/other` } })).toBe(700023);
  expect(await fault({ claims: { iss: 'other' } })).toBe(700021);
  expect(await fault({ claims: { sub: 'other' } })).toBe(700021);
  expect(await fault({ claims: { exp: hence(-600) } })).toBe(700024);
  expect(await fault({ claims: { nbf: hence(600), exp: hence(900) } })).toBe(700024);
});

it('knows no certificate where none is registered, and no text that is no assertion', async () => {
  const checks = { assertion: 'no.assertion', clientId: APPLICATION, tokenEndpoint: ENDPOINT };
  expect(await clientAssertionFault(checks)).toMatchObject({ code: 700027 });
  expect(await clientAssertionFault({ ...checks, certificate: registered.cert })).toMatchObject({ code: 700027 });
});
