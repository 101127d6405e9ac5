import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec } from './encryption-codec.ts';
import type { PayloadKeys } from './payload-keys.ts';
import { markPlain } from './plain-marking-codec.ts';

/**
 * How every program of ours reads and writes what Temporal stores: client, worker, webhook, doctor, replay and command line. With
 * keys, payloads, summaries, details, and the messages and stack traces of failures are encrypted; without, everything is in clear.
 */
export function createDataConverter(keys: PayloadKeys): DataConverter {
  const failures = keys.length > 0 && { failureConverterPath: ENCODED_FAILURES };
  return { payloadCodecs: [createEncryptionCodec(keys)], ...failures };
}

/** Of a worker that refuses what comes in clear. */
export function refusingPlain({ payloadCodecs = [], ...converter }: DataConverter): DataConverter {
  return { ...converter, payloadCodecs: payloadCodecs.map(markPlain) };
}

/** The SDK loads it with `require`, in the sources, too, where Node must read it without TypeScript. */
const ENCODED_FAILURES = fileURLToPath(new URL('./encoded-failures.cjs', import.meta.url));
