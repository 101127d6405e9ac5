import { afterEach, expect, inject, it } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import { createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { have } from '../support/test-environment.ts';
import type {} from '../support/injected-environment.ts';
import { activityEnvironment } from './activity-bench.ts';
import { startScriptedEntra } from './graph/client/scripted-entra.ts';
import type { ScriptedServer } from './graph/client/scripted-server.ts';

const KEYS = ['k'.repeat(32)];
const RUN = '01a205f5-6e6d-7033-a5b4-991fc438f438';

let microsoft: ScriptedServer | undefined;
afterEach(() => microsoft?.close());

it("answers a call over TLS, with a token of the call's tenant and an address of the workflow's own", async () => {
  microsoft = await startScriptedEntra(have('certificate', inject('certificate')), ({ path }) =>
    path.startsWith('/v1.0/')
      ? { status: 202, body: {} }
      : { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: `for${path.split('/')[1]}` } },
  );
  const activities = createActivities({
    applicationId: 'app',
    credential: { kind: 'secret', secret: 'secret' },
    authorityHost: microsoft.url,
    graphBaseUrl: `${microsoft.url}/v1.0`,
    callbackBaseUrl: 'https://bot.example.com',
    callbackSigningKeys: KEYS,
    multipartyMedia: 'auto',
  });
  const environment = activityEnvironment({ workflowExecution: { workflowId: 'escalation-1', runId: RUN } });
  const request = { callId: 'P', tenantId: 'tenant-1', run: RUN, acceptedModalities: ['audio' as const], preFetchMedia: [] };
  await expect(environment.run(async () => activities.answer(request))).resolves.toMatchObject([
    { type: 'call', callId: 'P', state: 'establishing' },
  ]);

  const sent = microsoft.requests.find(({ path }) => path === '/v1.0/communications/calls/P/answer');
  expect(sent?.headers.authorization).toBe('Bearer fortenant-1');
  // Microsoft finds all requests of one run by it.
  expect(sent?.headers['scenario-id']).toBe(RUN);
  const address = /api\/calls\/([^"]+)/.exec(sent?.body ?? '')?.[1] ?? '';
  await expect(createCallbackAddresses(KEYS).verify(address)).resolves.toEqual({
    workflowId: 'escalation-1',
    leg: { run: RUN, kind: 'p2p', tenantId: 'tenant-1' },
  });
});
