import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
    host: '127.0.0.1',
    port: 9464,
    activities: {
      applicationId: 'app',
      credential: { kind: 'secret', secret: 'secret' },
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
  expect(plain).toEqual({ kind: 'certificate', path: file, sendChain: false });
  expect(withChain).toEqual({ kind: 'certificate', path: file, sendChain: true });
  expect(() => readSettings({ ...env, AZURE_CLIENT_SECRET: 'secret' })).toThrow('leave one of them out');
  await writeFile(file, 'nothing');
  expect(() => readSettings(env)).toThrow('AZURE_CLIENT_CERTIFICATE_PATH: contains no private key');
  await rm(folder, { recursive: true });
});

it('takes a federated token, a managed identity or the file of a secret, each only alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  const path = join(folder, 'file');
  await writeFile(path, 'content');
  const read = (given: NodeJS.ProcessEnv) => readSettings({ ...ENV, AZURE_CLIENT_SECRET: '', ...given }).activities.credential;
  expect(read({ AZURE_CLIENT_SECRET_FILE: path })).toEqual({ kind: 'secretFile', path });
  expect(read({ AZURE_FEDERATED_TOKEN_FILE: path })).toEqual({ kind: 'federatedToken', path });
  expect(read({ MANAGED_IDENTITY_CLIENT_ID: 'id' })).toEqual({ kind: 'managedIdentity', clientId: 'id' });
  expect(() => read({ AZURE_FEDERATED_TOKEN_FILE: path, MANAGED_IDENTITY_CLIENT_ID: 'id' })).toThrow(
    'MANAGED_IDENTITY_CLIENT_ID: is set together with AZURE_FEDERATED_TOKEN_FILE: leave one of them out',
  );
  await writeFile(path, ' \n');
  expect(() => read({ AZURE_CLIENT_SECRET_FILE: path })).toThrow('AZURE_CLIENT_SECRET_FILE: names an empty file');
  await rm(folder, { recursive: true });
});

it('takes a version of the worker, both parts of it or none', () => {
  const version = { TEMPORAL_DEPLOYMENT_NAME: 'call-escalation', TEMPORAL_WORKER_BUILD_ID: '1.4.0' };
  expect(readSettings({ ...ENV, ...version }).version).toEqual({ deploymentName: 'call-escalation', buildId: '1.4.0' });
  for (const name of Object.keys(version))
    expect(() => readSettings({ ...ENV, ...version, [name]: '' })).toThrow(`${name}: is missing: TEMPORAL_`);
});

it.each([
  ['TEMPORAL_DEPLOYMENT_NAME', 'calls.eu'],
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
