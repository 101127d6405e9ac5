import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readClientCertificate } from '../../activities/graph/client/client-credential.ts';
import { readSettings } from '../../worker/settings.ts';
import { newKeys } from '../workflows/payloads/new-keys.ts';
import { makeAppCertificate } from '../support/client-certificate.ts';

const KEY = 'k'.repeat(32);
const ENV = {
  AZURE_CLIENT_ID: 'app',
  AZURE_CLIENT_SECRET: 'secret',
  CALLBACK_BASE_URL: 'https://bot.example.com/',
  CALLBACK_SIGNING_KEY: KEY,
};

it('has a default for what Azure, Temporal and this project fix', () => {
  expect(readSettings(ENV)).toEqual({
    taskQueue: 'call-escalation',
    activities: {
      applicationId: 'app',
      credential: { clientSecret: 'secret' },
      authorityHost: 'https://login.microsoftonline.com',
      graphBaseUrl: 'https://graph.microsoft.com/v1.0',
      callbackBaseUrl: 'https://bot.example.com',
      callbackSigningKeys: [KEY],
      multipartyMedia: 'auto',
    },
    payloadKeys: [],
    payloadPlain: 'allow',
    logLevel: 'info',
  });
});

it('refuses what comes in clear once it has keys, unless it is told to allow it', () => {
  const PAYLOAD_KEYS = newKeys('k1');
  expect(readSettings({ ...ENV, PAYLOAD_KEYS })).toMatchObject({ payloadPlain: 'refuse', payloadKeys: [{ id: 'k1' }] });
  expect(readSettings({ ...ENV, PAYLOAD_KEYS, PAYLOAD_PLAIN: 'allow' })).toMatchObject({ payloadPlain: 'allow' });
  expect(() => readSettings({ ...ENV, PAYLOAD_PLAIN: 'refuse' })).toThrow(
    /PAYLOAD_PLAIN: is refuse while PAYLOAD_KEYS is not set/,
  );
});

it('takes several signing keys, the first of which signs', () => {
  const second = 'x'.repeat(40);
  expect(readSettings({ ...ENV, CALLBACK_SIGNING_KEY: `${KEY}, ${second}` }).activities.callbackSigningKeys).toEqual([
    KEY,
    second,
  ]);
});

it.each([`${KEY},`, `,${KEY}`, ` ${KEY} , , `])('takes no key from what is empty beside a comma (%j)', (keys) => {
  expect(readSettings({ ...ENV, CALLBACK_SIGNING_KEY: keys }).activities.callbackSigningKeys).toEqual([KEY]);
});

it('takes an empty variable for one that is not set', () => {
  expect(readSettings({ ...ENV, TASK_QUEUE: '', AZURE_CLIENT_CERTIFICATE_PATH: '' }).taskQueue).toBe('call-escalation');
});

it.each(['http://localhost:3978', 'http://127.0.0.1:3978', 'http://[::1]:3978', 'http://webhook:3978'])(
  'allows plain http for %s',
  (url) => {
    expect(readSettings({ ...ENV, CALLBACK_BASE_URL: url }).activities.callbackBaseUrl).toBe(url);
  },
);

it('takes the certificate of a file, in place of the secret', async () => {
  const { both } = await makeAppCertificate();
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  const file = join(folder, 'app.pem');
  await writeFile(file, both);
  const env = { ...ENV, AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: file };
  const plain = readSettings(env).activities.credential;
  const withChain = readSettings({ ...env, AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: 'true' }).activities.credential;
  expect(plain).toEqual({ clientCertificate: readClientCertificate(both, { sendChain: false }) });
  expect(withChain).toEqual({ clientCertificate: readClientCertificate(both, { sendChain: true }) });
  expect(() => readSettings({ ...env, AZURE_CLIENT_SECRET: 'secret' })).toThrow('leave one of them out');
  await writeFile(file, 'nothing');
  expect(() => readSettings(env)).toThrow('AZURE_CLIENT_CERTIFICATE_PATH: contains no private key');
  await rm(folder, { recursive: true });
});

it.each([
  ['AZURE_CLIENT_ID', undefined],
  ['AZURE_CLIENT_SECRET', undefined],
  ['AZURE_CLIENT_CERTIFICATE_PATH', '/cert.pem'],
  ['AZURE_CLIENT_SEND_CERTIFICATE_CHAIN', 'perhaps'],
  ['AZURE_AUTHORITY_HOST', 'http://login.example.com'],
  ['GRAPH_BASE_URL', 'graph.microsoft.com'],
  ['CALLBACK_BASE_URL', undefined],
  ['CALLBACK_BASE_URL', 'http://bot.example.com'],
  ['CALLBACK_BASE_URL', 'bot.example.com'],
  ['CALLBACK_BASE_URL', 'https://bot.example.com/?tenant=a'],
  ['CALLBACK_BASE_URL', 'https://bot.example.com/#a'],
  ['CALLBACK_BASE_URL', 'https://bot.example.com?'],
  ['CALLBACK_BASE_URL', 'https://user:hunter2@bot.example.com'],
  ['GRAPH_BASE_URL', 'https://graph.example.com/v1.0?beta'],
  ['GRAPH_BASE_URL', 'https://user@graph.example.com/v1.0'],
  ['AZURE_AUTHORITY_HOST', 'https://login.example.com/#a'],
  ['AZURE_AUTHORITY_HOST', 'https://:hunter2@login.example.com'],
  ['CALLBACK_SIGNING_KEY', undefined],
  ['CALLBACK_SIGNING_KEY', 'k'.repeat(31)],
  ['CALLBACK_SIGNING_KEY', `${KEY},short`],
  ['CALLBACK_SIGNING_KEY', ','],
  ['MULTIPARTY_MEDIA', 'none'],
])('refuses %s=%s by name', (name, value) => {
  expect(() => readSettings({ ...ENV, [name]: value })).toThrow(`${name}: `);
});

it('names every fault at once, and no value', () => {
  const read = () => readSettings({ CALLBACK_SIGNING_KEY: 'hunter2', MULTIPARTY_MEDIA: 'none' });
  expect(read).toThrow(/AZURE_CLIENT_ID[^]*CALLBACK_BASE_URL[^]*CALLBACK_SIGNING_KEY[^]*MULTIPARTY_MEDIA[^]*AZURE_CLIENT_SECRET/);
  expect(read).not.toThrow('hunter2');
});
