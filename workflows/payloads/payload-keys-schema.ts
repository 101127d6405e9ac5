import { createSecretKey } from 'node:crypto';
import { z } from 'zod';
import { splitList } from '../contract/settings-schema.ts';
import type { PayloadKey, PayloadKeys } from './payload-keys.ts';

const HOW_TO_MAKE_ONE = 'echo "k1:$(openssl rand -base64 32)"';

/** `PAYLOAD_KEYS`: `<id>:<base64 of 32 bytes>`, several separated by commas; empty items are ignored. The first encrypts, all decrypt. */
export const payloadKeysSchema = z
  .string()
  .default('')
  .transform((list, context): PayloadKeys => {
    const keys = splitList(list).map(readKey);
    const wrong = keys.findIndex((key) => key === undefined);
    if (wrong !== -1) {
      const message = `item ${wrong + 1} must be <id>:<base64 of 32 bytes>, the id 1 to 64 of A-Z a-z 0-9 . _ -: ${HOW_TO_MAKE_ONE}`;
      context.addIssue({ code: 'custom', message });
    }
    return keys.filter((key) => key !== undefined);
  })
  .refine(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    'two keys have the same id: give each one of its own',
  );

/** `PAYLOAD_PLAIN`: whether the worker takes what a starter sends in clear. Without keys everything is in clear. */
export const payloadPlainSchema = z.enum(['allow', 'refuse'], "must be 'allow' or 'refuse'").optional();

function readKey(item: string): PayloadKey | undefined {
  const [, id, base64] = /^([\w.-]{1,64}):([A-Za-z0-9+/]{43}=)$/.exec(item) ?? [];
  return id === undefined || base64 === undefined ? undefined : { id, secret: createSecretKey(base64, 'base64') };
}
