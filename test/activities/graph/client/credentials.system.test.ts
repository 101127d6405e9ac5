import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import type { ClientCredential } from '../../../../activities/graph/client/client-credential.ts';
import { NoAnswer, TokenRequestRejected } from '../../../../activities/graph/client/request-errors.ts';
import { createTokens, type Tokens } from '../../../../activities/graph/client/tokens.ts';
import type { GraphSimulator } from '../../../graph-simulator/graph-simulator.ts';
import { createFederatedIssuer } from '../../../graph-simulator/http/federated-issuer.ts';
import { startGraphSimulator } from '../../../graph-simulator/start-graph-simulator.ts';
import { certificateOf } from '../../../support/certificate-of.ts';
import { type AppCertificate, makeAppCertificate } from '../../../support/client-certificate.ts';
import type {} from '../../../support/injected-environment.ts';
import { containing } from '../../../support/matchers.ts';
import { have } from '../../../support/test-environment.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const APPLICATION = randomUUID();
const TENANTS = [randomUUID(), randomUUID()] as const;
const issuer = createFederatedIssuer();

let folder: string;
let registered: AppCertificate;
let simulator: GraphSimulator;
let imds: ScriptedServer;
let identity: { status: number; body: object };

/** MSAL as it is, against an Entra that checks what it is given. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  registered = await makeAppCertificate();
  simulator = await startGraphSimulator({
    applicationId: APPLICATION,
    clientSecret: 'the secret of now',
    clientCertificate: registered.cert,
    federatedCredential: issuer.credential,
    certificate: await certificateOf(have('certificate', inject('certificate'))),
  });
  imds = await startScriptedServer((response) => {
    response.writeHead(identity.status, { 'content-type': 'application/json' }).end(JSON.stringify(identity.body));
  });
  // MSAL's own variable for the place where a managed identity is asked for.
  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = imds.url;
});
beforeEach(() => {
  imds.requests.length = 0;
});
afterAll(async () => {
  delete process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  await imds.close();
  await simulator.stop();
  await rm(folder, { recursive: true });
});

function tokensBy(credential: ClientCredential): Tokens {
  const { authorityHost, graphBaseUrl } = simulator;
  return createTokens({ clientId: APPLICATION, credential, authorityHost, graphBaseUrl });
}

/** As Kubernetes replaces a mounted file: at one stroke. */
async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
  return path;
}

const fault = (token: Promise<string>) => token.then(() => undefined).catch((error: unknown) => error);

it('a federated token stands for the app, in the tenant of each call', async () => {
  const tokens = tokensBy({ kind: 'federatedToken', path: await put('federated', await issuer.issue()) });
  for (const tenant of TENANTS) await expect(tokens(tenant)).resolves.toMatch(/^ey/);
  const asked = simulator.record().requests.filter(({ kind }) => kind === 'token');
  expect(asked.slice(-2).map(({ path }) => path.split('/')[1])).toEqual(TENANTS);
});

it('a federated token that the platform has renewed is taken at the next request', async () => {
  const tokens = tokensBy({ kind: 'federatedToken', path: await put('renewed', await issuer.issue({ expiresIn: '-1 hour' })) });
  expect(await fault(tokens(TENANTS[0]))).toMatchObject({ name: 'TokenRequestRejected', aadsts: 700024 });
  await put('renewed', await issuer.issue());
  await expect(tokens(TENANTS[0])).resolves.toMatch(/^ey/);
});

it.each([
  [{ iss: 'https://other.example.com/' }, 700211],
  [{ sub: 'system:serviceaccount:other:worker' }, 700213],
  [{ aud: 'https://kubernetes.default.svc' }, 700212],
])('a federated token that the app does not trust is refused, with what to do: %j', async (claims, aadsts) => {
  const tokens = tokensBy({ kind: 'federatedToken', path: await put('strange', await issuer.issue(claims)) });
  const refused = await fault(tokens(TENANTS[0]));
  expect(refused).toBeInstanceOf(TokenRequestRejected);
  expect(refused).toMatchObject({ aadsts });
});

it('a new secret is taken from its file, without a restart', async () => {
  const tokens = tokensBy({ kind: 'secretFile', path: await put('secret', 'the secret of before\n') });
  expect(await fault(tokens(TENANTS[0]))).toMatchObject({ aadsts: 7000215 });
  await put('secret', 'the secret of now\n');
  await expect(tokens(TENANTS[0], { fresh: true })).resolves.toMatch(/^ey/);
  // Also where all was well with the last one, whose client is kept.
  await put('secret', 'the secret of after\n');
  expect(await fault(tokens(TENANTS[0], { fresh: true }))).toMatchObject({ aadsts: 7000215 });
});

it('a new certificate is taken from its file, without a restart', async () => {
  const path = await put('app.pem', (await makeAppCertificate('before', 1)).both);
  const tokens = tokensBy({ kind: 'certificate', path, sendChain: false });
  expect(await fault(tokens(TENANTS[0]))).toMatchObject({ aadsts: 700027 });
  await put('app.pem', registered.both);
  await expect(tokens(TENANTS[0])).resolves.toMatch(/^ey/);
});

it('a file that cannot be read now may be readable at the next try', async () => {
  const tokens = tokensBy({ kind: 'secretFile', path: join(folder, 'absent') });
  const failed = await fault(tokens(TENANTS[0]));
  expect(failed).toBeInstanceOf(NoAnswer);
  expect(failed).toMatchObject({ sent: 'no' });
});

it('a managed identity vouches for the app', async () => {
  const expires_on = String(Math.floor(Date.now() / 1000) + 86_400);
  identity = { status: 200, body: { access_token: await issuer.issue(), expires_in: '86399', expires_on, token_type: 'Bearer' } };
  const clientId = randomUUID();
  const tokens = tokensBy({ kind: 'managedIdentity', clientId });
  for (const tenant of TENANTS) await expect(tokens(tenant)).resolves.toMatch(/^ey/);
  // Once for all tenants: MSAL keeps the identity's token.
  expect(imds.requests).toHaveLength(1);
  const { path = '', headers } = imds.requests[0] ?? {};
  const asked = new URL(path, imds.url).searchParams;
  expect([asked.get('resource'), asked.get('client_id')]).toEqual(['api://AzureADTokenExchange', clientId]);
  expect(headers?.metadata).toBe('true');
});

it('a managed identity that this machine does not have is refused, at once', async () => {
  identity = { status: 400, body: { error: 'invalid_request', error_description: 'Identity not found' } };
  const refused = await fault(tokensBy({ kind: 'managedIdentity', clientId: randomUUID() })(TENANTS[0]));
  expect(refused).toBeInstanceOf(TokenRequestRejected);
  expect(refused).toMatchObject({ message: containing('Identity not found') });
  expect(imds.requests).toHaveLength(1);
});

it('where the metadata service has trouble, a later try may succeed', async () => {
  identity = { status: 500, body: { error: 'server_error' } };
  const failed = await fault(tokensBy({ kind: 'managedIdentity', clientId: randomUUID() })(TENANTS[0]));
  expect(failed).toBeInstanceOf(NoAnswer);
  expect(imds.requests).toHaveLength(1);
});
