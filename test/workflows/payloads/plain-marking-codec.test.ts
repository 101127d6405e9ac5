import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { expect, it } from 'vitest';
import { isPlainPayload } from '../../../workflows/contract/plain-payload.ts';
import { createWorkerDataConverter } from '../../../workflows/payloads/data-converter.ts';
import { payloadKeysSchema } from '../../../workflows/payloads/payload-keys-schema.ts';
import { newKeys } from './new-keys.ts';

const payloadKeys = payloadKeysSchema.parse(newKeys('k1'));
const [codec] = createWorkerDataConverter({ payloadKeys, payloadPlain: 'refuse' }).payloadCodecs ?? [];
const TO_WORKFLOW = { type: 'workflow', namespace: 'default', workflowId: 'w' } as const;
const TO_ACTIVITY = { type: 'activity', namespace: 'default', workflowId: 'w', isLocal: true } as const;
const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value) ?? {};

async function read(payloads: Payload[] | undefined, context: typeof TO_WORKFLOW | typeof TO_ACTIVITY): Promise<unknown> {
  const [decoded = {}] = (await codec?.decode(payloads ?? [], context)) ?? [];
  return defaultPayloadConverter.fromPayload(decoded);
}

it('marks an object that comes to a workflow in clear, and keeps what it says', async () => {
  const value = await read([toPayload({ a: 1 })], TO_WORKFLOW);
  expect(value).toMatchObject({ a: 1 });
  expect(isPlainPayload(value)).toBe(true);
});

it('marks nothing that was encrypted, nor lists of events, nor what activities returned', async () => {
  expect(await read(await codec?.encode([toPayload({ a: 1 })]), TO_WORKFLOW)).toEqual({ a: 1 });
  expect(await read([toPayload([{ a: 1 }])], TO_WORKFLOW)).toEqual([{ a: 1 }]);
  expect(await read([toPayload('text')], TO_WORKFLOW)).toBe('text');
  expect(await read([toPayload({ a: 1 })], TO_ACTIVITY)).toEqual({ a: 1 });
});
