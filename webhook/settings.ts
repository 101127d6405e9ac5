import { z } from 'zod';
import { DEFAULT_TASK_QUEUE } from '../workflows/contract/names.ts';

export interface WebhookSettings {
  host: string;
  port: number;
  taskQueue: string;
  /** The bot's app id: audience of inbound tokens. */
  applicationId: string;
  callbackSigningKeys: string[];
  openIdConfigurations: string[];
  issuers: string[];
  /** Path of the JSON file of routes. */
  routesPath?: string;
}

const text = z.string('is missing').trim().min(1, 'must not be empty');
const list = (value: string) => value.split(',').map((part) => part.trim());

const environment = z.object({
  HOST: text.default('0.0.0.0'),
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0)
    .max(65_535, 'must be a port number')
    .default(3978),
  TASK_QUEUE: text.default(DEFAULT_TASK_QUEUE),
  AZURE_CLIENT_ID: text,
  CALLBACK_SIGNING_KEY: z
    .string("is missing: the worker's, with which it signs the callback addresses")
    .transform(list)
    .refine(
      (keys) => keys.every((key) => Buffer.byteLength(key) >= 32),
      'each key must be at least 32 bytes: openssl rand -base64 48',
    ),
  NOTIFICATION_OPENID_CONFIGURATION: text
    .default('https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration')
    .transform(list)
    .refine((urls) => urls.every((url) => URL.canParse(url)), 'must be one URL, or several with commas between'),
  NOTIFICATION_ISSUERS: text.default('https://api.botframework.com,https://graph.microsoft.com').transform(list),
  ESCALATION_ROUTES: text.optional(),
});

/** Reads the webhook's settings (design, Environment). Throws one error that names every fault at once, and no value. */
export function readSettings(env: NodeJS.ProcessEnv): WebhookSettings {
  // Compose and .env files pass a variable that is not set on as an empty one.
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The webhook's settings are not complete. Correct these environment variables:\n${faults.join('\n')}`);
  }
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    taskQueue: data.TASK_QUEUE,
    applicationId: data.AZURE_CLIENT_ID,
    callbackSigningKeys: data.CALLBACK_SIGNING_KEY,
    openIdConfigurations: data.NOTIFICATION_OPENID_CONFIGURATION,
    issuers: data.NOTIFICATION_ISSUERS,
    ...(data.ESCALATION_ROUTES && { routesPath: data.ESCALATION_ROUTES }),
  };
}
