import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { idsOf, type PayloadKey, type PayloadKeys } from './payload-keys.ts';

/**
 * The format of Temporal's encryption samples in all languages, so that a starter in Go, Java or Python needs nothing of ours: the
 * whole payload, metadata included, as protobuf, then nonce, ciphertext and tag one behind the other.
 */
const ENCODING = 'binary/encrypted';
const METADATA_KEY_ID = 'encryption-key-id';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Without a key it encrypts nothing, but says what an encrypted payload needs: the SDK itself only says that it does not know it. */
export function createEncryptionCodec(keys: PayloadKeys): PayloadCodec {
  const [first] = keys;
  return {
    encode: async (payloads) => (first ? payloads.map((payload) => encrypt(payload, first)) : payloads),
    decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(payload, keys) : payload)),
  };
}

export function isEncrypted({ metadata }: Payload): boolean {
  return text(metadata?.[METADATA_ENCODING_KEY]) === ENCODING;
}

/** Of the key that has encrypted it; undefined for a payload in clear. */
export function keyIdOf(payload: Payload): string | undefined {
  return isEncrypted(payload) ? text(payload.metadata?.[METADATA_KEY_ID]) : undefined;
}

function encrypt(payload: Payload, { id, secret }: PayloadKey): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
  const sealed = [nonce, cipher.update(proto.temporal.api.common.v1.Payload.encode(payload).finish()), cipher.final()];
  return {
    metadata: { [METADATA_ENCODING_KEY]: Buffer.from(ENCODING), [METADATA_KEY_ID]: Buffer.from(id) },
    data: Buffer.concat([...sealed, cipher.getAuthTag()]),
  };
}

function decrypt(payload: Payload, keys: PayloadKeys): Payload {
  const id = keyIdOf(payload) ?? '';
  const key = keys.find((one) => one.id === id);
  if (!key) throw new Error(noSuchKey(id, keys));
  const data = Buffer.from(payload.data ?? []);
  try {
    const opener = createDecipheriv(CIPHER, key.secret, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    opener.setAuthTag(data.subarray(-TAG_BYTES));
    const opened = [opener.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), opener.final()];
    return proto.temporal.api.common.v1.Payload.decode(Buffer.concat(opened));
  } catch (error) {
    throw new Error(
      `A payload cannot be decrypted with the key "${id}": PAYLOAD_KEYS of this program and of the one that encrypted it have different keys under this id, or the payload was changed. Give both the same key, the newer one under an id of its own`,
      { cause: error },
    );
  }
}

function noSuchKey(id: string, keys: PayloadKeys): string {
  const has = keys.length === 0 ? 'is not set for this program' : `of this program has ${idsOf(keys)} only`;
  return `A payload is encrypted under the key "${id}", but PAYLOAD_KEYS ${has}. Add that key to it, and start the program again: Temporal keeps what was sent, and a run goes on by itself`;
}

function text(bytes: Uint8Array | null | undefined): string | undefined {
  return bytes ? Buffer.from(bytes).toString() : undefined;
}
