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
    return loadClientConnectConfig({ overrideEnvVars });
  } catch (error) {
    // The first line only, and no cause: the rest quotes the configuration file, which may contain an API key.
    const [reason = ''] = errorMessage(error).split('\n');
    const todo = 'Correct TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE or TEMPORAL_TLS_…, or the file that they name.';
    throw new Error(`The settings of the connection to Temporal cannot be read: ${reason}. ${todo}`);
  }
}
