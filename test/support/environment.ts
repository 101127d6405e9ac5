import { randomBytes, randomUUID } from 'node:crypto';
import type { LogLevel } from '../../workflows/contract/settings-schema.ts';
import { OPENID_CONFIGURATION } from '../graph-simulator/http/callback-metadata.ts';
import type { TestEnvironment } from './test-environment.ts';

/** One bot: what worker, webhook and simulator must agree on. */
export interface Bot {
  applicationId: string;
  clientSecret: string;
  callbackSigningKey: string;
  taskQueue: string;
  /** `PAYLOAD_KEYS` of worker, webhook and clients; without, everything lies in Temporal in clear. */
  payloadKeys?: string | undefined;
  /** `LOG_LEVEL` of worker and webhook. */
  logLevel?: LogLevel | undefined;
  /** `OTEL_…` of worker and webhook; without, nothing is traced. */
  tracing?: Record<`OTEL_${string}`, string> | undefined;
  /** The worker's `PAYLOAD_PLAIN`. */
  payloadPlain?: 'allow' | 'refuse';
}

/** A bot of its own for each test file, so that their tasks and callback addresses never mix. */
export function newBot(taskQueue = `test-${randomUUID()}`): Bot {
  return {
    applicationId: randomUUID(),
    clientSecret: randomBytes(24).toString('base64url'),
    callbackSigningKey: randomBytes(48).toString('base64'),
    taskQueue,
  };
}

/** Where the parts are, as base URLs without a trailing slash. */
export interface Places {
  simulator: string;
  webhook: string;
}

/** The worker's environment (worker/README.md, Settings). */
export function workerEnvironment(environment: TestEnvironment, bot: Bot, { simulator, webhook }: Places): NodeJS.ProcessEnv {
  return {
    ...sharedEnvironment(environment, bot),
    AZURE_CLIENT_SECRET: bot.clientSecret,
    AZURE_AUTHORITY_HOST: simulator,
    GRAPH_BASE_URL: `${simulator}/v1.0`,
    CALLBACK_BASE_URL: webhook,
    WORKFLOW_BUNDLE_PATH: environment.workflowBundle,
    // Any free one: several workers of several tests run at once.
    WORKER_PORT: '0',
    ...(bot.payloadPlain && { PAYLOAD_PLAIN: bot.payloadPlain }),
  };
}

/** The webhook's environment. `routes`: path of the file with `ESCALATION_ROUTES`. */
export function webhookEnvironment(environment: TestEnvironment, bot: Bot, places: Places, routes?: string): NodeJS.ProcessEnv {
  return {
    ...sharedEnvironment(environment, bot),
    HOST: new URL(places.webhook).hostname,
    PORT: new URL(places.webhook).port,
    METRICS_PORT: '0',
    NOTIFICATION_OPENID_CONFIGURATION: `${places.simulator}${OPENID_CONFIGURATION}`,
    ...(routes && { ESCALATION_ROUTES: routes }),
  };
}

function sharedEnvironment({ temporal, certificate }: TestEnvironment, bot: Bot): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_EXTRA_CA_CERTS: certificate.ca,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TASK_QUEUE: bot.taskQueue,
    AZURE_CLIENT_ID: bot.applicationId,
    CALLBACK_SIGNING_KEY: bot.callbackSigningKey,
    ...(bot.logLevel && { LOG_LEVEL: bot.logLevel }),
    ...bot.tracing,
    ...(bot.payloadKeys && { PAYLOAD_KEYS: bot.payloadKeys }),
  };
}
