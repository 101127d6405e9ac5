import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { errorMessage } from '../contract/errors.ts';

/** An empty one takes the header out of those that the configuration file sets. */
const MAY_BE_EMPTY = /^TEMPORAL_GRPC_META_/;

/** Reads Temporal's own variables, and the files that they name. Throws an error that names what to correct, and no secret. */
export function readTemporalSettings(env: NodeJS.ProcessEnv): ClientConnectConfig {
  const overrideEnvVars: Record<string, string> = {};
  // Compose and .env files pass a variable that is not set on as an empty one, which would ask for TLS or for no address.
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && (value !== '' || MAY_BE_EMPTY.test(name))) overrideEnvVars[name] = value;
  try {
    return loadClientConnectConfig({ overrideEnvVars });
  } catch (error) {
    // The first line only, and no cause: the others quote the configuration file, which may hold an API key.
    const [why = ''] = errorMessage(error).split('\n');
    const todo = 'Correct TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE or TEMPORAL_TLS_…, or the file that they name.';
    throw new Error(`The settings of the connection to Temporal cannot be read: ${why}. ${todo}`);
  }
}
