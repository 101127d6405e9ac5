import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { createApp } from '../../webhook/app.ts';
import { createAuthenticate } from '../../webhook/authenticate.ts';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { createMetrics, type Metrics } from '../../webhook/metrics.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import { readSettings } from '../../webhook/settings.ts';
import { createTemporalPort } from '../../webhook/temporal.ts';
import { createDataConverter } from '../../workflows/payloads/data-converter.ts';
import { type Bot, type Places, webhookEnvironment } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';

export interface WebhookHere {
  /** May be added to while it serves. */
  routes: EscalationRoute[];
  metrics: Metrics;
  stop(): Promise<void>;
}

/** The webhook in this process, made of the same parts as the program, listening where `places.webhook` says. */
export async function startWebhookHere(environment: TestEnvironment, bot: Bot, places: Places): Promise<WebhookHere> {
  const settings = readSettings(webhookEnvironment(environment, bot, places));
  const { address, namespace } = environment.temporal;
  const connection = await Connection.connect({ address });
  const dataConverter = createDataConverter(settings.payloadKeys);
  const routes: EscalationRoute[] = [];
  const metrics = createMetrics();
  const keys = createNotificationKeys(settings.openIdConfigurations);
  const app = createApp({
    log: pino({ name: 'webhook', level: process.env.LOG_LEVEL ?? 'fatal' }),
    routes,
    temporal: createTemporalPort(new Client({ connection, namespace, dataConverter }), settings.taskQueue),
    metrics,
    addresses: createCallbackAddresses(settings.callbackSigningKeys),
    authenticate: createAuthenticate(keys, settings.applicationId, settings.issuers),
  });
  await app.listen({ host: settings.host, port: settings.port });
  return {
    routes,
    metrics,
    stop: async () => {
      await app.close();
      await connection.close();
    },
  };
}
