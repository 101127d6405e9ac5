import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { createApp } from '../../webhook/app.ts';
import { createAuthenticate } from '../../webhook/authenticate.ts';
import { createMetrics } from '../../webhook/metrics.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import { connectTemporal } from '../../webhook/temporal.ts';
import { escalationWorkflowId, lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import { ownTime } from '../support/own-time.ts';
import { have } from '../support/test-environment.ts';
import type {} from '../support/injected-environment.ts';
import { freePort } from '../temporal-server/free-port.ts';
import { APP_ID, ISSUER, type Microsoft, startMicrosoft, TENANT } from './microsoft.ts';
import { SIGNING_KEY } from './webhook-bench.ts';

const TASK_QUEUE = `webhook-${randomUUID()}`;
let microsoft: Microsoft;
beforeAll(async () => {
  microsoft = await startMicrosoft();
});

/** The whole webhook, listening, with the Temporal of `address`. */
async function serve(address: string) {
  vi.stubEnv('TEMPORAL_ADDRESS', address);
  const temporal = connectTemporal(TASK_QUEUE);
  const addresses = createCallbackAddresses([SIGNING_KEY]);
  const app = createApp({
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    routes: [{ when: {}, escalate: { meeting: { joinMeetingId: '123' } } }],
    temporal: temporal.port,
    addresses,
    authenticate: createAuthenticate(createNotificationKeys([microsoft.document]), APP_ID, [ISSUER]),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const post = async (body: object, at = '') =>
    fetch(`${url}/api/calls${at}`, {
      method: 'POST',
      headers: { authorization: await microsoft.bearer(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const close = async () => {
    await app.close();
    await temporal.close();
  };
  return { post, addresses, close };
}

const callBody = (callId: string, state: string, more = {}) => ({
  value: [{ changeType: 'updated', resourceUrl: `/communications/calls/${callId}`, resourceData: { state, ...more } }],
});
const source = { identity: { user: { id: 'u1', displayName: 'Test Person' } } };
const incomingBody = (callId: string) => callBody(callId, 'incoming', { direction: 'incoming', source });

describe('with Temporal up and no worker', () => {
  let webhook: Awaited<ReturnType<typeof serve>>;
  let client: Client;
  beforeAll(async () => {
    const { address, namespace } = have('Temporal server', inject('temporal'));
    vi.stubEnv('TEMPORAL_NAMESPACE', namespace);
    webhook = await serve(address);
    client = new Client({ connection: await Connection.connect({ address }), namespace });
  });
  afterAll(async () => {
    await webhook.close();
    await client.connection.close();
  });

  it('stores an incoming call as a start with its signal, what follows as signals, and no name', async () => {
    const callId = randomUUID().toUpperCase();
    const escalation = client.workflow.getHandle(escalationWorkflowId(callId));
    expect((await webhook.post(incomingBody(callId))).status).toBe(202);
    expect((await webhook.post(callBody(callId, 'establishing'))).status).toBe(202);
    const { type, taskQueue } = await escalation.describe();
    expect([type, taskQueue]).toEqual(['escalateCall', TASK_QUEUE]);
    const events = (await escalation.fetchHistory()).events ?? [];
    const inputs = events.map(
      (event) => (event.workflowExecutionStartedEventAttributes ?? event.workflowExecutionSignaledEventAttributes)?.input,
    );
    const said = inputs.map((input) => input?.payloads?.map(({ data }) => new TextDecoder().decode(data ?? undefined)).join());
    const [started = '', ...signals] = said.filter((text) => text !== undefined);
    expect(JSON.parse(started)).toMatchObject({
      meeting: { joinMeetingId: '123' },
      p2pCall: { id: callId, tenantId: TENANT, state: 'incoming' },
    });
    expect(signals.map((text): unknown => JSON.parse(text))).toMatchObject([
      [{ type: 'call', callId, state: 'incoming' }],
      [{ type: 'call', callId, state: 'establishing' }],
    ]);
    expect(said.join()).not.toContain('Test Person');
    await escalation.terminate();
  });

  it('hangs up a leg that shows itself when no run is open', async () => {
    const callId = randomUUID();
    const workflowId = escalationWorkflowId(randomUUID());
    const address = await webhook.addresses.sign({
      workflowId,
      leg: { kind: 'multiparty', tenantId: TENANT, run: randomUUID(), attempt: 1 },
    });
    expect((await webhook.post(callBody(callId, 'established'), `/${address}`)).status).toBe(202);
    const hangUp = client.workflow.getHandle(lateLegWorkflowId(callId));
    expect((await hangUp.describe()).type).toBe('hangUpLateLeg');
    await hangUp.terminate();
  });
});

describe('with Temporal away', () => {
  let webhook: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    webhook = await serve(`127.0.0.1:${await freePort()}`);
  });
  afterAll(() => webhook.close());

  it.each([
    { body: callBody(randomUUID(), 'established'), least: 1_000, most: 2_000 },
    { body: incomingBody(randomUUID()), least: 7_500, most: 9_000 },
  ])('answers 503 between $least and $most ms', async ({ body, least, most }) => {
    const begun = Date.now();
    const time = ownTime();
    const { status, headers } = await webhook.post(body);
    time.stop();
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(Date.now() - begun).toBeGreaterThan(least);
    expect(time.ms()).toBeLessThan(most);
  });
});
