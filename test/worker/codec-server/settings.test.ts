import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCodecServerSettings as read } from '../../../worker/codec-server/settings.ts';
import { makeCertificate } from '../../graph-simulator/http/certificate.ts';
import { newKeys } from '../../workflows/payloads/new-keys.ts';

const KEY = 'a-key-of-the-codec-server-for-this-test-only';
const ENV = { PAYLOAD_KEYS: newKeys('k1'), CODEC_SERVER_KEY: KEY };

it('listens on this machine only, unless it is told otherwise', () => {
  expect(read(ENV)).toMatchObject({ host: '127.0.0.1', port: 8888, tls: undefined, origins: [], logLevel: 'info' });
});

it.each([
  ['no keys', { PAYLOAD_KEYS: '' }, /PAYLOAD_KEYS: is missing/],
  ['no authentication', { CODEC_SERVER_KEY: '' }, /CODEC_SERVER_KEY: is missing.*does not start/],
  ['a key that can be guessed', { CODEC_SERVER_KEY: 'secret' }, /CODEC_SERVER_KEY: must have at least 32/],
  ['half an issuer', { CODEC_SERVER_ISSUER: 'i' }, /CODEC_SERVER_ISSUER: goes with/],
  [
    'keys of the issuer by http',
    { CODEC_SERVER_JWKS: 'http://issuer.example.com/keys' },
    /CODEC_SERVER_JWKS: must be an https URL/,
  ],
  ['the network, without TLS', { CODEC_SERVER_HOST: '0.0.0.0' }, /CODEC_SERVER_HOST: must be a loopback address/],
  ['half a certificate', { CODEC_SERVER_TLS_CERT_PATH: 'package.json' }, /CODEC_SERVER_TLS_KEY_PATH: goes with/],
  ['any origin', { CODEC_SERVER_ORIGINS: '*' }, /CODEC_SERVER_ORIGINS: must be origins/],
  ['an origin with a path', { CODEC_SERVER_ORIGINS: 'https://a.example.com/ui' }, /CODEC_SERVER_ORIGINS: must be origins/],
])('refuses %s', (_, wrong, why) => {
  expect(() => read({ ...ENV, ...wrong })).toThrow(why);
});

it('serves the network with a certificate', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'codec-server-'));
  const { cert, key } = await makeCertificate();
  const files = { CODEC_SERVER_TLS_CERT_PATH: join(folder, 'cert.pem'), CODEC_SERVER_TLS_KEY_PATH: join(folder, 'key.pem') };
  await writeFile(files.CODEC_SERVER_TLS_CERT_PATH, cert);
  await writeFile(files.CODEC_SERVER_TLS_KEY_PATH, key);
  expect(read({ ...ENV, ...files, CODEC_SERVER_HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', tls: { cert, key } });
  await rm(folder, { recursive: true });
});
