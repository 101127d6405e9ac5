import { startDevServer, type DevServerOptions, type TemporalServer } from './start-dev-server.ts';

/** The server of `TEMPORAL_ADDRESS` (and `TEMPORAL_NAMESPACE`), which is left running, or else a dev server of our own. */
export async function temporalServer(
  options: DevServerOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<TemporalServer> {
  if (!env.TEMPORAL_ADDRESS) return await startDevServer(options);
  return {
    address: env.TEMPORAL_ADDRESS,
    namespace: env.TEMPORAL_NAMESPACE || 'default',
    uiUrl: env.TEMPORAL_UI_URL,
    stop: async () => undefined,
  };
}
