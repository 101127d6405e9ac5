import closeWithGrace from 'close-with-grace';
import { createCallbackAddresses } from '../activities/graph/callback-address.ts';
import { createApp } from './app.ts';
import { createAuthenticate } from './authenticate.ts';
import { readEscalationRoutes } from './escalation-routes.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createNotificationKeys } from './notification-keys.ts';
import { readSettings } from './settings.ts';
import { connectTemporal } from './temporal.ts';

/** Longer than the longest delivery, so that what was begun is answered. */
const CLOSE_WITHIN = 10_000;

try {
  await serve();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const routes = settings.routesPath === undefined ? [] : readEscalationRoutes(settings.routesPath);
  const log = createLog();
  const temporal = connectTemporal(settings.taskQueue);
  const app = createApp({
    log,
    routes,
    temporal: temporal.port,
    metrics: createMetrics(),
    addresses: createCallbackAddresses(settings.callbackSigningKeys),
    authenticate: createAuthenticate(
      createNotificationKeys(settings.openIdConfigurations),
      settings.applicationId,
      settings.issuers,
    ),
  });
  closeWithGrace({ delay: CLOSE_WITHIN, logger: log }, async () => {
    await app.close();
    await temporal.close();
  });
  await app.listen({ host: settings.host, port: settings.port });
  log.info({ routes: routes.length }, 'Webhook listens');
}
