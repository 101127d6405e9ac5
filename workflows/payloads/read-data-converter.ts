import { z } from 'zod';
import type { DataConverter } from '@temporalio/common';
import { type Environment, settingsError, withoutEmpty } from '../contract/settings-schema.ts';
import { createDataConverter } from './data-converter.ts';
import { payloadKeysSchema } from './payload-keys-schema.ts';

const environment = z.object({ PAYLOAD_KEYS: payloadKeysSchema });

/** For programs that have no other settings of their own. Throws an error that names the fault and quotes no key. */
export function readDataConverter(program: 'client' | 'replay', env: Environment): DataConverter {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) throw settingsError(program, parsed.error.issues);
  return createDataConverter(parsed.data.PAYLOAD_KEYS);
}
