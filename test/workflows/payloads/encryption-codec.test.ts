import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { createEncryptionCodec, keyIdOf } from '../../../workflows/payloads/encryption-codec.ts';
import { payloadKeysSchema } from '../../../workflows/payloads/payload-keys-schema.ts';
import { newKeys } from './new-keys.ts';

const [K1, K2] = [newKeys('k1'), newKeys('k2')];
const codecOf = (keys: string) => createEncryptionCodec(payloadKeysSchema.parse(keys));
const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value) ?? {};
const value = { name: 'Ada', n: 1 };

async function roundTrip(from: string, to: string, payload = toPayload(value)): Promise<unknown> {
  const [decoded = {}] = await codecOf(to).decode(await codecOf(from).encode([payload]));
  return defaultPayloadConverter.fromPayload(decoded);
}

describe('the codec', () => {
  it.each([value, 'text', [1, 'two'], null, new Uint8Array([1, 2, 3])])('gives back %j, and shows nothing of it', async (one) => {
    const [encoded] = await codecOf(K1).encode([toPayload(one)]);
    expect(Object.keys(encoded?.metadata ?? {}).toSorted()).toEqual(['encoding', 'encryption-key-id']);
    expect(await roundTrip(K1, K1, toPayload(one))).toEqual(one);
  });

  it('encrypts with the first key, and decrypts with all: a key is replaced without a gap', async () => {
    const [encoded = {}] = await codecOf(`${K2},${K1}`).encode([toPayload(value)]);
    expect(keyIdOf(encoded)).toBe('k2');
    expect(await roundTrip(K1, `${K2},${K1}`)).toEqual(value);
    expect(await roundTrip(`${K1},${K2}`, `${K2},${K1}`)).toEqual(value);
  });

  it('never encrypts the same to the same', async () => {
    const texts = await codecOf(K1).encode([toPayload(value), toPayload(value)]);
    expect(new Set(texts.map(({ data }) => Buffer.from(data ?? []).toString('hex'))).size).toBe(2);
  });

  it('without keys encrypts nothing, and reads what is in clear in any case', async () => {
    expect(await codecOf('').encode([toPayload(value)])).toEqual([toPayload(value)]);
    expect(await roundTrip('', K1)).toEqual(value);
  });

  it.each([
    ['no key', '', /under the key "k1", but PAYLOAD_KEYS is not set for this program\. Add that key/],
    ['another key only', K2, /under the key "k1", but PAYLOAD_KEYS of this program has "k2" only\. Add that key/],
    ['another key under the same id', newKeys('k1'), /cannot be decrypted with the key "k1".*different keys under this id/],
  ])('with %s it says what to do', async (_, keys, why) => {
    await expect(roundTrip(K1, keys)).rejects.toThrow(why);
  });

  it('notices a change, and what is cut off', async () => {
    const [encoded] = await codecOf(K1).encode([toPayload(value)]);
    const data = Buffer.from(encoded?.data ?? []);
    const changed = Buffer.from(data);
    changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
    for (const wrong of [changed, data.subarray(0, -1), data.subarray(0, 10), Buffer.alloc(0)])
      await expect(codecOf(K1).decode([{ ...encoded, data: wrong }])).rejects.toThrow('cannot be decrypted');
  });
});

describe('PAYLOAD_KEYS', () => {
  it.each([
    ['a key without an id', 'AAAA', /item 1 must be <id>:<base64 of 32 bytes>/],
    ['a key that is too short', `${K1},k2:${Buffer.alloc(16).toString('base64')}`, /item 2 must be/],
    ['an id with a blank', `k 1:${Buffer.alloc(32).toString('base64')}`, /item 1 must be/],
    ['two keys of one id', `${K1},${newKeys('k1')}`, /two keys have the same id/],
  ])('%s is refused, and not quoted', (_, keys, why) => {
    const { error } = payloadKeysSchema.safeParse(keys);
    expect(error?.issues[0]?.message).toMatch(why);
    expect(error?.issues[0]?.message).not.toContain('AAAA');
  });

  it('a comma behind the last key makes none', () => {
    expect(payloadKeysSchema.parse(`${K1}, `).map(({ id }) => id)).toEqual(['k1']);
  });

  it('shows no key when it is printed', () => {
    const printed = JSON.stringify(payloadKeysSchema.parse(K1));
    expect(printed).not.toContain(K1.slice(3, 20));
  });
});
