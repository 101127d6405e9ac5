import { z } from 'zod';
import { errorMessage } from '../workflows/contract/errors.ts';
import { DEFAULT_TASK_QUEUE } from '../workflows/contract/names.ts';
import {
  isHttpsOrLocal,
  type LogLevel,
  logLevelSchema,
  portSchema,
  settingsError,
  signingKeysSchema,
  splitList,
  text,
  withoutEmpty,
} from '../workflows/contract/settings-schema.ts';
import type { PayloadKeys } from '../workflows/payloads/payload-keys.ts';
import { payloadKeysSchema } from '../workflows/payloads/payload-keys-schema.ts';
import { type TraceSettings, tracesSchema } from '../workflows/traces/traces-schema.ts';
import { type EscalationRoute, readEscalationRoutes } from './escalation-routes.ts';

export interface WebhookSettings {
  host: string;
  port: number;
  metricsHost: string;
  metricsPort: number;
  taskQueue: string;
  /** The bot's app id: audience of inbound tokens. */
  applicationId: string;
  callbackSigningKeys: string[];
  payloadKeys: PayloadKeys;
  openIdConfigurations: string[];
  issuers: string[];
  routes: EscalationRoute[];
  logLevel: LogLevel;
  /** Undefined: nothing is traced. */
  traces?: TraceSettings;
}

const environment = z.object({
  HOST: text.default('0.0.0.0'),
  PORT: portSchema.default(3978),
  // Nothing is open to the network unasked; the image's variable opens it to Prometheus.
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: portSchema.default(9465),
  TASK_QUEUE: text.default(DEFAULT_TASK_QUEUE),
  AZURE_CLIENT_ID: z
    .string("is missing: the bot's app id, the audience of Microsoft's tokens")
    .trim()
    .min(1, 'must not be empty'),
  CALLBACK_SIGNING_KEY: signingKeysSchema,
  PAYLOAD_KEYS: payloadKeysSchema,
  NOTIFICATION_OPENID_CONFIGURATION: text
    .default('https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration')
    .transform(splitList)
    .refine((urls) => urls.length > 0 && urls.every(isHttpsOrLocal), 'must be an https URL, or several separated by commas'),
  NOTIFICATION_ISSUERS: text
    .default('https://api.botframework.com,https://graph.microsoft.com')
    .transform(splitList)
    .refine((issuers) => issuers.length > 0, 'must be one issuer, or several separated by commas'),
  ESCALATION_ROUTES: text.default('').transform((path, context): EscalationRoute[] => {
    try {
      return path === '' ? [] : readEscalationRoutes(path);
    } catch (error) {
      context.addIssue({ code: 'custom', message: errorMessage(error) });
      return z.NEVER;
    }
  }),
  LOG_LEVEL: logLevelSchema,
});

/** Reads the webhook's settings (webhook/README.md, Settings), and the routes file. Throws one error that names all faults and quotes no value. */
export function readSettings(env: NodeJS.ProcessEnv): WebhookSettings {
  const given = withoutEmpty(env);
  const [parsed, traces] = [environment.safeParse(given), tracesSchema('call-escalation-webhook').safeParse(given)];
  if (!parsed.success || !traces.success)
    throw settingsError(
      'webhook',
      [parsed, traces].flatMap(({ error }) => error?.issues ?? []),
    );
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    metricsHost: data.METRICS_HOST,
    metricsPort: data.METRICS_PORT,
    taskQueue: data.TASK_QUEUE,
    applicationId: data.AZURE_CLIENT_ID,
    callbackSigningKeys: data.CALLBACK_SIGNING_KEY,
    payloadKeys: data.PAYLOAD_KEYS,
    openIdConfigurations: data.NOTIFICATION_OPENID_CONFIGURATION,
    issuers: data.NOTIFICATION_ISSUERS,
    routes: data.ESCALATION_ROUTES,
    logLevel: data.LOG_LEVEL,
    traces: traces.data,
  };
}
