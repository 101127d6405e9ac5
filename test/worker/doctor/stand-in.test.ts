import { beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { createCallbackAddresses } from '../../../activities/graph/client/callback-address.ts';
import { readSettings } from '../../../webhook/settings.ts';
import { createStandIn, type StandIn } from '../../../worker/doctor/stand-in.ts';
import { freePort } from '../../temporal-server/free-port.ts';
import { APP_ID, type Microsoft, startMicrosoft, TENANT } from '../../webhook/microsoft.ts';

const KEY = 'k'.repeat(32);
const WORKFLOW = 'doctor-abcdef';
const LEG = { kind: 'multiparty', run: 'run', tenantId: TENANT, attempt: 1 } as const;

let microsoft: Microsoft;
let standIn: StandIn;
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
  standIn = createStandIn(settings, WORKFLOW);
  await standIn.listen();
  baseUrl = `http://127.0.0.1:${port}`;
});
afterEach(() => standIn.close());

const address = async (workflowId: string, key = KEY) =>
  `/api/calls/${await createCallbackAddresses([key]).sign({ workflowId, leg: LEG })}`;

async function post(path: string, authorization?: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: authorization ?? (await microsoft.bearer()) };
  return (await fetch(`${baseUrl}${path}`, { method: 'POST', body: '{"value":[]}', headers })).status;
}

it("hears a callback on its own leg's address, with what the token says", async () => {
  expect(await post(await address(WORKFLOW))).toBe(202);
  expect(standIn.heard.callbacks).toMatchObject([{ iss: 'https://api.botframework.com', kid: 'key-1', tid: TENANT }]);
  expect(standIn.heard.callbacks[0]).not.toHaveProperty('refused');
});

it('hears there of a token that the webhook refuses', async () => {
  expect(await post(await address(WORKFLOW), await microsoft.bearer({ aud: 'another app' }))).toBe(403);
  expect(standIn.heard.callbacks.map(({ refused }) => refused)).toEqual(['The token of a notification was refused: audience']);
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
  expect(standIn.heard.callbacks).toEqual([]);
});
