import { defaultPayloadConverter } from '@temporalio/common';
import { pino } from 'pino';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCodecServer } from '../../../worker/codec-server/app.ts';
import { createCodecAuthenticate } from '../../../worker/codec-server/authenticate.ts';
import { toJson } from '../../../worker/codec-server/payload-json.ts';
import { createEncryptionCodec } from '../../../workflows/payloads/encryption-codec.ts';
import { payloadKeysSchema } from '../../../workflows/payloads/payload-keys-schema.ts';
import { APP_ID, ISSUER, type Microsoft, startMicrosoft } from '../../webhook/microsoft.ts';
import { newKeys } from '../../workflows/payloads/new-keys.ts';

const KEY = 'a-key-of-the-codec-server-for-this-test-only';
const UI = 'https://temporal.example.com';
const codec = createEncryptionCodec(payloadKeysSchema.parse(newKeys('k1')));
const lines: string[] = [];
const log = pino({}, { write: (line) => lines.push(line) });

let issuer: Microsoft;
let app: ReturnType<typeof createCodecServer>;
let encrypted: unknown;
beforeAll(async () => {
  issuer = await startMicrosoft();
  const jwks = new URL('/keys', issuer.document);
  const authenticate = createCodecAuthenticate({ key: KEY, tokens: { issuer: ISSUER, audience: APP_ID, jwks } });
  app = createCodecServer({ codec, authenticate, origins: [UI], tls: undefined, log });
  const [payload = {}] = await codec.encode([defaultPayloadConverter.toPayload({ name: 'Ada' }) ?? {}]);
  encrypted = { payloads: [toJson(payload)] };
});
beforeEach(() => void lines.splice(0));

async function post(
  path: string,
  body: unknown = encrypted,
  headers: Record<string, string> = { authorization: `Bearer ${KEY}` },
) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  return await app.inject({ method: 'POST', url: path, payload, headers: { 'content-type': 'application/json', ...headers } });
}

const PLAIN = {
  payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: Buffer.from('{"name":"Ada"}').toString('base64') }],
};

describe('the codec server', () => {
  it('decodes, and encodes what it can decode again; caches keep nothing of it', async () => {
    const decoded = await post('/decode');
    expect(decoded).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
    expect(decoded.json()).toEqual(PLAIN);
    const again = await post('/decode', (await post('/encode', PLAIN)).json());
    expect(again.json()).toEqual(PLAIN);
  });

  it.each([
    ['nothing', {}],
    ['another key', { authorization: 'Bearer a-key-of-the-codec-server-for-this-test-onlx' }],
    ['the key without Bearer', { authorization: KEY }],
  ])('refuses %s', async (_, headers) => {
    expect(await post('/decode', encrypted, headers)).toMatchObject({ statusCode: 401 });
    expect(await post('/encode', PLAIN, headers)).toMatchObject({ statusCode: 401 });
  });

  it("takes a token of the issuer's, for this audience, that has not expired", async () => {
    const status = async (authorization: string) => (await post('/decode', encrypted, { authorization })).statusCode;
    expect(await status(await issuer.bearer())).toBe(200);
    expect(await status(await issuer.bearer({ aud: 'another' }))).toBe(401);
    expect(await status(await issuer.bearer({ iss: 'https://elsewhere.example.com' }))).toBe(401);
    expect(await status(await issuer.bearer({ exp: 1 }))).toBe(401);
    expect(await status('Bearer eyJhbGciOiJub25lIn0.e30.')).toBe(401);
  });

  it("asks to try again while the issuer's keys cannot be had", async () => {
    const jwks = new URL('http://127.0.0.1:9/keys');
    const authenticate = createCodecAuthenticate({ key: undefined, tokens: { issuer: ISSUER, audience: APP_ID, jwks } });
    const away = createCodecServer({ codec, authenticate, origins: [], tls: undefined, log });
    const headers = { authorization: await issuer.bearer() };
    expect(await away.inject({ method: 'POST', url: '/decode', payload: {}, headers })).toMatchObject({ statusCode: 503 });
  });

  it('lets pages of the listed origins in, and of no other, whatever they bring along', async () => {
    const options = (origin: string) => app.inject({ method: 'OPTIONS', url: '/decode', headers: { origin } });
    expect(await options(UI)).toMatchObject({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': UI,
        'access-control-allow-headers': expect.stringContaining('authorization') as unknown,
      },
    });
    const elsewhere = await options('https://elsewhere.example.com');
    expect(elsewhere.statusCode).toBe(403);
    expect(elsewhere.headers).not.toHaveProperty('access-control-allow-origin');
    const authorization = `Bearer ${KEY}`;
    expect(await post('/decode', encrypted, { authorization, origin: UI })).toMatchObject({ statusCode: 200 });
    expect(await post('/decode', encrypted, { authorization, origin: 'null' })).toMatchObject({ statusCode: 403 });
  });

  it.each([
    ['no JSON', '{', 400],
    ['no payloads', {}, 400],
    ['what is no base64', { payloads: [{ data: '&&&&' }] }, 400],
    [
      'a payload of an unknown key',
      { payloads: [{ metadata: { encoding: 'YmluYXJ5L2VuY3J5cHRlZA==', 'encryption-key-id': 'azk=' } }] },
      400,
    ],
    ['too much', { payloads: [{ data: 'A'.repeat(9 << 20) }] }, 413],
  ])('says no to %s', async (_, body, status) => {
    expect(await post('/decode', body)).toMatchObject({ statusCode: status });
  });

  it('says that it lives, to anybody, and nothing else', async () => {
    expect(await app.inject('/livez')).toMatchObject({ statusCode: 200, body: '{"ok":true}' });
    expect((await app.inject('/decode')).statusCode).toBe(404);
  });

  it('logs who read how much, and nothing of what', async () => {
    await post('/decode');
    await post('/encode', PLAIN);
    await post('/decode', { payloads: [{ data: 'Ada' }] });
    await post('/decode', '{"Ada":');
    const all = lines.join('');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ what: 'decode', payloads: 1, caller: 'CODEC_SERVER_KEY' });
    expect(all).not.toContain('Ada');
    expect(all).not.toContain(KEY);
    expect(all).not.toContain(Buffer.from('{"name":"Ada"}').toString('base64'));
  });
});
