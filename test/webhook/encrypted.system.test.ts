import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectTemporal } from '../../webhook/temporal.ts';
import { keyIdOf } from '../../workflows/payloads/encryption-codec.ts';
import { payloadKeysSchema } from '../../workflows/payloads/payload-keys-schema.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { newKeys } from '../workflows/payloads/new-keys.ts';

let client: Client;
let webhook: ReturnType<typeof connectTemporal>;

beforeAll(async () => {
  const { address, namespace } = injectedEnvironment().temporal;
  Object.assign(process.env, { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  webhook = connectTemporal(`encrypted-${randomUUID()}`, { payloadKeys: payloadKeysSchema.parse(newKeys('k1')) });
});
afterAll(async () => {
  await webhook.close();
  await client.connection.close();
});

it('what the program sends to Temporal is encrypted: the input, the events, the summary', async () => {
  const id = randomUUID();
  const p2pCall = { id, tenantId: 't', state: 'incoming', caller: { user: { id: 'ada' } } } as const;
  const event = { type: 'call', callId: id, at: new Date().toISOString(), state: 'incoming' } as const;
  await webhook.port.startEscalation({ p2pCall, meeting: { token: 't' } }, [event], 5_000);
  const handle = client.workflow.getHandle(`escalation-${id.replaceAll('-', '')}`);
  const { events = [] } = await handle.fetchHistory();
  const [started, signalled] = events ?? [];
  const input = started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const signal = signalled?.workflowExecutionSignaledEventAttributes?.input?.payloads ?? [];
  const summary = started?.userMetadata?.summary;
  expect([...input, ...signal, ...(summary ? [summary] : [])].map(keyIdOf)).toEqual(['k1', 'k1', 'k1']);
  await handle.terminate();
});
