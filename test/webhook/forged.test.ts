import { CompactSign, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { rsaKeyPair } from '../graph-simulator/http/rsa-key-pair.ts';
import { APP_ID, FORGERS_KEY, ISSUER, TENANT } from './microsoft.ts';
import { GOOD, ROUTE } from './raw-socket-client.ts';
import { createWebhookBench, SIGNING_KEY, type WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
let path: string;
beforeAll(async () => {
  bench = await createWebhookBench();
  path = `/api/calls/${await bench.address(ROUTE)}`;
});
beforeEach(() => {
  bench.sent.length = 0;
  bench.lines.length = 0;
});
afterEach(() => void vi.useRealTimers());

const post = (authorization: string | undefined, url = path) =>
  bench.post(url, GOOD, { 'content-type': 'application/json', authorization });
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
const claims = () => ({ iss: ISSUER, aud: APP_ID, tid: TENANT, nbf: seconds(-5), exp: seconds(3_600) });

/** Signed by a key of the forger's, which the header is so kind as to bring along. */
async function forged(alg: string, more: (jwk: object) => object): Promise<string> {
  const { privateKey, publicKey } = alg.startsWith('ES')
    ? await generateKeyPair(alg, { extractable: true })
    : await rsaKeyPair(FORGERS_KEY);
  const header = { alg, kid: 'key-1', ...more(await exportJWK(publicKey)) };
  // Web Crypto binds a key to one algorithm; the same numbers serve several.
  const key = await importJWK(await exportJWK(privateKey), alg);
  return `Bearer ${await new SignJWT(claims()).setProtectedHeader(header).sign(key)}`;
}

/** The public key is known to all; taken for a shared secret it would let everybody sign. */
async function signedWithPublicKey(): Promise<string> {
  const published = await (await fetch(new URL('/keys', bench.microsoft.document))).text();
  const secret = new TextEncoder().encode(published);
  return `Bearer ${await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret)}`;
}

describe('a token is answered 403, nothing is delivered, and no part of it is logged', () => {
  it.each<[string, () => Promise<string | undefined>]>([
    ['with its own key in the header', () => forged('RS256', (jwk) => ({ jwk }))],
    ['with the address of its own key', () => forged('RS256', () => ({ jku: 'https://evil.example.com/keys' }))],
    ['with its own certificate', () => forged('RS256', () => ({ x5u: 'https://evil.example.com/cert', x5c: ['MIIB'] }))],
    ['of another algorithm of RSA', () => forged('PS256', () => ({}))],
    ['of a longer hash', () => forged('RS512', () => ({}))],
    ['of elliptic curves', () => forged('ES256', () => ({}))],
    ['without the id of its key', () => forged('RS256', () => ({ kid: undefined }))],
    ['signed with the public key as a secret', signedWithPublicKey],
    ['for a list of others', () => bench.microsoft.bearer({ aud: ['other', 'another'] })],
    ['of an issuer that only begins like ours', () => bench.microsoft.bearer({ iss: `${ISSUER}.evil.example.com` })],
    ['of an issuer with two slashes', () => bench.microsoft.bearer({ iss: `${ISSUER}//` })],
    ['whose end is no number', async () => resign({ exp: '9999999999' })],
    ['whose beginning is no number', async () => resign({ nbf: 'yesterday' })],
    ['whose issuer is a list', async () => resign({ iss: [ISSUER] })],
    ['whose tenant is a list', async () => resign({ tid: [TENANT] })],
    ['twice', async () => `${await bench.microsoft.bearer()} ${await bench.microsoft.bearer()}`],
    ['without its last character', async () => (await bench.microsoft.bearer()).slice(0, -1)],
    ['without its signature', async () => (await bench.microsoft.bearer()).replace(/[^.]+$/, '')],
    ['under another word', async () => (await bench.microsoft.bearer()).replace('Bearer', 'Token')],
    ['that is empty', async () => 'Bearer '],
  ])('%s', async (_, make) => {
    const authorization = await make();
    expect((await post(authorization)).statusCode).toBe(403);
    expect(bench.sent).toEqual([]);
    for (const part of authorization?.split(/[. ]/).filter((text) => text.length > 10) ?? [])
      expect(bench.lines.join()).not.toContain(part);
  });

  it('and a good one right after is taken', async () => {
    expect((await post((await bench.microsoft.bearer()).replace('Bearer', 'bearer'))).statusCode).toBe(202);
    expect(bench.sent).toHaveLength(1);
  });
});

/** With claims that jose's types would not let pass. */
async function resign(odd: object): Promise<string> {
  return bench.microsoft.bearer({ ...odd });
}

describe('keys', () => {
  it('that were rotated while they cannot be read: 503, not 403; then the new ones are taken', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const besieged = await createWebhookBench();
    const ask = async () => (await besieged.post('/api/calls', GOOD, { 'content-type': 'application/json' })).statusCode;
    expect(await ask()).toBe(202);
    await besieged.microsoft.rotate();
    besieged.microsoft.state.keys = 'down';
    vi.setSystemTime(Date.now() + 31_000);
    expect(await ask()).toBe(503);
    expect(await ask()).toBe(503);
    besieged.microsoft.state.keys = 'up';
    vi.setSystemTime(Date.now() + 31_000);
    expect(await ask()).toBe(202);
  });

  it('are not read more often for a flood of unknown ones', async () => {
    const besieged = await createWebhookBench();
    await besieged.post('/api/calls', GOOD);
    const reads = besieged.microsoft.reads();
    for (let n = 0; n < 50; n++) {
      const authorization = await besieged.microsoft.bearer({}, `forged-${n}`);
      expect((await besieged.post('/api/calls', GOOD, { authorization })).statusCode).toBe(403);
    }
    expect(besieged.microsoft.reads()).toBe(reads);
  });
});

describe('an address', () => {
  const other = { ...ROUTE, workflowId: 'escalation-90ed37dcd8e34e119de330a955dda06f' };
  const half = (address: string, at: number) => address.split('.')[at] ?? '';

  it.each<[string, (mine: string, others: string) => string]>([
    [
      'with the payload of one workflow and the signature of another',
      (mine, others) => `${half(mine, 0)}.${half(others, 1)}.${half(mine, 2)}`,
    ],
    ['with its halves swapped', (mine) => `${half(mine, 2)}.${half(mine, 1)}.${half(mine, 0)}`],
    ['cut by its signature', (mine) => `${half(mine, 0)}.${half(mine, 1)}.`],
    ['with one half twice', (mine) => `${mine}.${half(mine, 2)}`],
    ['in capitals', (mine) => mine.toUpperCase()],
  ])('%s is not found', async (_, alter) => {
    const [mine, others] = [await bench.address(ROUTE), await bench.address(other)];
    expect((await post(await bench.microsoft.bearer(), `/api/calls/${alter(mine, others)}`)).statusCode).toBe(404);
    expect(bench.sent).toEqual([]);
    expect(bench.lines.join()).not.toContain(half(mine, 2));
  });

  it('that is signed with our key, but says nothing that an address says, is not found', async () => {
    const signed = await new CompactSign(new TextEncoder().encode('{"workflowId":"x"}'))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SIGNING_KEY));
    expect((await post(await bench.microsoft.bearer(), `/api/calls/${signed}`)).statusCode).toBe(404);
  });

  it('of another workflow leads there alone, whatever call the body names', async () => {
    expect((await post(await bench.microsoft.bearer(), `/api/calls/${await bench.address(other)}`)).statusCode).toBe(202);
    expect(bench.sent).toMatchObject([{ what: 'signal', workflowId: other.workflowId, events: [{ leg: other.leg }] }]);
  });

  it('signed with an older key of the list is good, and with one that is not in it is not found', async () => {
    const old = await createCallbackAddresses(['o'.repeat(32)]).sign(ROUTE);
    expect((await post(await bench.microsoft.bearer(), `/api/calls/${old}`)).statusCode).toBe(404);
    const both = await createWebhookBench(bench.microsoft, [SIGNING_KEY, 'o'.repeat(32)]);
    expect((await both.post(`/api/calls/${old}`, GOOD, { 'content-type': 'application/json' })).statusCode).toBe(202);
    expect(both.sent).toMatchObject([{ workflowId: ROUTE.workflowId }]);
  });
});
