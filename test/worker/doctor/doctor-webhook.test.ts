import { beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { createCallbackAddresses } from '../../../activities/graph/client/callback-address.ts';
import { readSettings } from '../../../webhook/settings.ts';
import { createDoctorWebhook, type DoctorWebhook } from '../../../worker/doctor/doctor-webhook.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { APP_ID, type Microsoft, startMicrosoft, TENANT } from '../../webhook/microsoft.ts';

const KEY = 'k'.repeat(32);
const WORKFLOW = 'doctor-abcdef';
const LEG = { kind: 'multiparty', run: 'run', tenantId: TENANT, attempt: 1 } as const;

let microsoft: Microsoft;
let doctorWebhook: DoctorWebhook;
let baseUrl: string;
beforeAll(async () => {
  microsoft = await startMicrosoft();
});
beforeEach(async () => {
  const port = await freePort();
  const settings = readSettings({
    HOST: '127.0.0.1',
    PORT: `${port}`,
    AZURE_CLIENT_ID: APP_ID,
    CALLBACK_SIGNING_KEY: KEY,
    NOTIFICATION_OPENID_CONFIGURATION: microsoft.document,
  });
  doctorWebhook = createDoctorWebhook(settings, WORKFLOW);
  await doctorWebhook.listen();
  baseUrl = `http://127.0.0.1:${port}`;
});
afterEach(() => doctorWebhook.close());

const address = async (workflowId: string, key = KEY) =>
  `/api/calls/${await createCallbackAddresses([key]).sign({ workflowId, leg: LEG })}`;

async function post(path: string, authorization?: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: authorization ?? (await microsoft.bearer()) };
  return (await fetch(`${baseUrl}${path}`, { method: 'POST', body: '{"value":[]}', headers })).status;
}

it("receives a callback on its own leg's address, with what the token says", async () => {
  expect(await post(await address(WORKFLOW))).toBe(202);
  expect(doctorWebhook.recorder.callbacks).toMatchObject([{ iss: 'https://api.botframework.com', kid: 'key-1', tid: TENANT }]);
  expect(doctorWebhook.recorder.callbacks[0]).not.toHaveProperty('refused');
});

it('reports there a token that the webhook refuses', async () => {
  expect(await post(await address(WORKFLOW), await microsoft.bearer({ aud: 'another app' }))).toBe(403);
  expect(doctorWebhook.recorder.callbacks.map(({ refused }) => refused)).toEqual([
    "A notification's token was rejected: audience",
  ]);
});

it('takes nobody else for its leg, whatever the token', async () => {
  const strange = [
    '/api/calls',
    '/api/calls/abc',
    await address('escalation-of-another-call'),
    await address(WORKFLOW, 'x'.repeat(32)),
  ];
  for (const path of strange) {
    await post(path);
    await post(path, await microsoft.bearer({ aud: 'another app' }));
  }
  expect(doctorWebhook.recorder.callbacks).toEqual([]);
});
