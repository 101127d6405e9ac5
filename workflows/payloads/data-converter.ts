import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec } from './encryption-codec.ts';
import type { PayloadKeys } from './payload-keys.ts';
import { markPlain } from './plain-marking-codec.ts';

/**
 * How our programs read and write what Temporal stores: client, webhook, doctor, replay and command line. With keys, payloads,
 * summaries and details are encrypted; without, everything is in clear.
 */
export function createDataConverter(keys: PayloadKeys): DataConverter {
  return { payloadCodecs: [createEncryptionCodec(keys)] };
}

export interface WorkerPayloads {
  payloadKeys: PayloadKeys;
  /** Whether what a starter sends in clear is taken. */
  payloadPlain: 'allow' | 'refuse';
}

/** The worker's: it alone writes failures, whose messages and stack traces are encrypted, too. */
export function createWorkerDataConverter({ payloadKeys, payloadPlain }: WorkerPayloads): DataConverter {
  const codec = createEncryptionCodec(payloadKeys);
  return {
    payloadCodecs: [payloadPlain === 'refuse' ? markPlain(codec) : codec],
    ...(payloadKeys.length > 0 && { failureConverterPath: ENCODED_FAILURES }),
  };
}

/** The SDK loads it with `require`, in the sources, too, where Node must read it without TypeScript. */
const ENCODED_FAILURES = fileURLToPath(new URL('./encoded-failures.cjs', import.meta.url));
