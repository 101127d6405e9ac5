import { readFileSync } from 'node:fs';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { errorMessage } from '../contract/errors.ts';

/** An empty one removes a header that the configuration file sets. */
const MAY_BE_EMPTY = /^TEMPORAL_GRPC_META_/;

/** Reads Temporal's own variables, and the files that they name. Throws an error that says what to correct and quotes no secret. */
export function readTemporalSettings(env: NodeJS.ProcessEnv): ClientConnectConfig {
  const overrideEnvVars: Record<string, string> = {};
  // Compose and .env files pass an unset variable as an empty one, which would mean TLS, or no address.
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && (value !== '' || MAY_BE_EMPTY.test(name))) overrideEnvVars[name] = value;
  try {
    const { TEMPORAL_API_KEY_FILE: keyFile } = overrideEnvVars;
    if (keyFile !== undefined) overrideEnvVars.TEMPORAL_API_KEY = readApiKey(keyFile, overrideEnvVars);
    return loadClientConnectConfig({ overrideEnvVars });
  } catch (error) {
    // The first line only, and no cause: the rest quotes the configuration file, which may contain an API key.
    const [reason = ''] = errorMessage(error).split('\n');
    const todo =
      'Correct TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE, TEMPORAL_API_KEY_FILE or TEMPORAL_TLS_…, or the file that they name.';
    throw new Error(`The settings of the connection to Temporal cannot be read: ${reason}. ${todo}`);
  }
}

/** Ours, for Temporal has no variable for it: a key in a file can be replaced while the program runs. */
function readApiKey(path: string, { TEMPORAL_API_KEY }: Record<string, string>): string {
  if (TEMPORAL_API_KEY !== undefined) throw new Error('TEMPORAL_API_KEY is set together with TEMPORAL_API_KEY_FILE');
  const key = readFileSync(path, 'utf8').trim();
  if (key === '') throw new Error(`the file ${path} is empty`);
  return key;
}
