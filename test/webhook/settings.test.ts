import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSettings } from '../../webhook/settings.ts';
import { temporaryFile } from './temporary-file.ts';

const KEY = 'k'.repeat(32);
const ENV = { AZURE_CLIENT_ID: 'app', CALLBACK_SIGNING_KEY: KEY };

it('has a default for what Microsoft, Temporal and this project fix', () => {
  expect(readSettings(ENV)).toEqual({
    host: '0.0.0.0',
    port: 3978,
    metricsHost: '127.0.0.1',
    metricsPort: 9465,
    taskQueue: 'call-escalation',
    applicationId: 'app',
    callbackSigningKeys: [KEY],
    openIdConfigurations: ['https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration'],
    issuers: ['https://api.botframework.com', 'https://graph.microsoft.com'],
    routes: [],
    payloadKeys: [],
    logLevel: 'info',
  });
});

it('takes lists, with blanks around their parts', () => {
  const second = 'x'.repeat(40);
  const settings = readSettings({
    ...ENV,
    CALLBACK_SIGNING_KEY: `${KEY}, ${second}`,
    NOTIFICATION_OPENID_CONFIGURATION: 'https://a.example.com/x, http://127.0.0.1:9/y,http://simulator:9/z',
    NOTIFICATION_ISSUERS: 'one, two',
  });
  expect(settings.callbackSigningKeys).toEqual([KEY, second]);
  expect(settings.openIdConfigurations).toEqual(['https://a.example.com/x', 'http://127.0.0.1:9/y', 'http://simulator:9/z']);
  expect(settings.issuers).toEqual(['one', 'two']);
});

it.each([`${KEY},`, `,${KEY}`, ` ${KEY} , , `])('takes no key from what is empty beside a comma (%j)', (keys) => {
  expect(readSettings({ ...ENV, CALLBACK_SIGNING_KEY: keys }).callbackSigningKeys).toEqual([KEY]);
});

it('takes an empty variable for one that is not set', () => {
  expect(readSettings({ ...ENV, PORT: '', ESCALATION_ROUTES: '', LOG_LEVEL: '' })).toMatchObject({
    port: 3978,
    routes: [],
    logLevel: 'info',
  });
});

it('takes port 0 for a free one', () => {
  expect(readSettings({ ...ENV, PORT: '0' }).port).toBe(0);
});

it.each([
  ['AZURE_CLIENT_ID', undefined],
  ['CALLBACK_SIGNING_KEY', undefined],
  ['CALLBACK_SIGNING_KEY', 'k'.repeat(31)],
  ['CALLBACK_SIGNING_KEY', `${KEY},short`],
  ['CALLBACK_SIGNING_KEY', ','],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '1.5'],
  ['NOTIFICATION_OPENID_CONFIGURATION', 'api.aps.skype.com'],
  ['NOTIFICATION_OPENID_CONFIGURATION', 'http://api.aps.skype.com/x'],
  ['NOTIFICATION_OPENID_CONFIGURATION', 'https://a.example.com,ftp://localhost/x'],
  ['NOTIFICATION_ISSUERS', ','],
  ['ESCALATION_ROUTES', '/no/such/file.json'],
  ['LOG_LEVEL', 'verbose'],
])('refuses %s=%s by name', (name, value) => {
  expect(() => readSettings({ ...ENV, [name]: value })).toThrow(`${name}: `);
});

it('names every fault at once, those of the routes too, and no secret', () => {
  const file = temporaryFile('routes.json');
  writeFileSync(file, '[{ "when": {}, "escalate": { "meeting": { "joinUrl": "x" } } }]');
  const read = () => readSettings({ CALLBACK_SIGNING_KEY: 'hunter2', PORT: 'x', ESCALATION_ROUTES: file });
  expect(read).toThrow(
    /PORT: [^]*AZURE_CLIENT_ID: [^]*CALLBACK_SIGNING_KEY: [^]*ESCALATION_ROUTES: .*\[0\]\.escalate\.meeting\.joinUrl: /,
  );
  expect(read).not.toThrow('hunter2');
});
