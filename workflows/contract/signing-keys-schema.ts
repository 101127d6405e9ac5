import { z } from 'zod';

const MAKE_ONE = 'openssl rand -base64 48';

/**
 * `CALLBACK_SIGNING_KEY`, alike for worker and webhook: secrets of at least 32 bytes, with commas between; what is empty between
 * or after the commas is no key. The first signs, all verify.
 */
export const signingKeysSchema = z
  .string(
    `is missing: with it the worker signs the callback addresses, and the webhook verifies them; make one with: ${MAKE_ONE}`,
  )
  .transform((list) =>
    list
      .split(',')
      .map((key) => key.trim())
      .filter((key) => key !== ''),
  )
  .refine((keys) => keys.length > 0, `holds no key: ${MAKE_ONE}`)
  .refine((keys) => keys.every((key) => Buffer.byteLength(key) >= 32), `each key must be at least 32 bytes: ${MAKE_ONE}`);
