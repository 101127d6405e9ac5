import { z } from 'zod';
import type { ActivitySettings } from '../activities/create-activities.ts';
import { DEFAULT_TASK_QUEUE } from '../workflows/contract/names.ts';
import {
  isHttpsOrLocal,
  type LogLevel,
  logLevelSchema,
  portSchema,
  settingsError,
  signingKeysSchema,
  text,
  withoutEmpty,
} from '../workflows/contract/settings-schema.ts';
import type { WorkerPayloads } from '../workflows/payloads/data-converter.ts';
import { payloadKeysSchema, payloadPlainSchema } from '../workflows/payloads/payload-keys-schema.ts';
import { type TraceSettings, tracesSchema } from '../workflows/traces/traces-schema.ts';
import { credentialSchema } from './credential-schema.ts';
import { versionSchema, type WorkerVersion } from './version-schema.ts';

export interface WorkerSettings extends WorkerPayloads {
  taskQueue: string;
  activities: ActivitySettings;
  /** With it, Temporal keeps each run to the version of the worker that it began on. */
  version?: WorkerVersion;
  /** A prebuilt bundle; undefined: the one beside the worker, or else one built at start. */
  workflowBundlePath?: string;
  /** Where health and metrics are served. */
  host: string;
  port: number;
  logLevel: LogLevel;
  /** Undefined: nothing is traced. */
  traces?: TraceSettings;
}

const withoutTrailingSlash = (url: string) => url.replace(/\/+$/, '');
/** Paths are appended to it, and must not end up in a query or fragment; a password would be logged. */
const NOT_A_BASE_URL = 'must be a base URL: leave out user and password, query and fragment';
const httpsUrl = z
  .url({ protocol: /^https$/, error: 'must be an https URL', abort: true })
  .refine(isBaseUrl, NOT_A_BASE_URL)
  .transform(withoutTrailingSlash);

const environment = z
  .object({
    TASK_QUEUE: text.default(DEFAULT_TASK_QUEUE),
    AZURE_CLIENT_ID: text,
    AZURE_AUTHORITY_HOST: httpsUrl.default('https://login.microsoftonline.com'),
    GRAPH_BASE_URL: httpsUrl.default('https://graph.microsoft.com/v1.0'),
    CALLBACK_BASE_URL: z
      .url({
        protocol: /^https?$/,
        error: 'is missing or not a URL: the public https URL of the webhook, as Graph reaches it',
        abort: true,
      })
      .refine(isHttpsOrLocal, 'must be https; plain http only for loopback hosts and names without a dot')
      .refine(isBaseUrl, NOT_A_BASE_URL)
      .transform(withoutTrailingSlash),
    CALLBACK_SIGNING_KEY: signingKeysSchema,
    MULTIPARTY_MEDIA: z.enum(['auto', 'omit', 'serviceHosted'], "must be 'auto', 'omit' or 'serviceHosted'").default('auto'),
    WORKFLOW_BUNDLE_PATH: text.optional(),
    PAYLOAD_KEYS: payloadKeysSchema,
    PAYLOAD_PLAIN: payloadPlainSchema,
    LOG_LEVEL: logLevelSchema,
    // Nothing is open to the network unasked; the image's variable opens it to the platform's probes.
    WORKER_HOST: text.default('127.0.0.1'),
    WORKER_PORT: portSchema.default(9464),
  })
  .refine(({ PAYLOAD_KEYS, PAYLOAD_PLAIN }) => PAYLOAD_KEYS.length > 0 || PAYLOAD_PLAIN !== 'refuse', {
    path: ['PAYLOAD_PLAIN'],
    message: 'is refuse while PAYLOAD_KEYS is not set: nothing would be taken. Set the keys, or leave it out',
  });

/** Reads the worker's settings (worker/README.md, Settings). Throws one error that names all faults and quotes no value. */
export function readSettings(env: NodeJS.ProcessEnv): WorkerSettings {
  const given = withoutEmpty(env);
  const [parsed, credential] = [environment.safeParse(given), credentialSchema.safeParse(given)];
  const [version, traces] = [versionSchema.safeParse(given), tracesSchema('call-escalation-worker').safeParse(given)];
  if (!parsed.success || !credential.success || !version.success || !traces.success)
    throw settingsError(
      'worker',
      [parsed, credential, version, traces].flatMap(({ error }) => error?.issues ?? []),
    );
  const { data } = parsed;
  // Whoever gives the worker keys means that nothing goes in clear; during the switch the operator says otherwise.
  const payloadPlain = data.PAYLOAD_PLAIN ?? (data.PAYLOAD_KEYS.length > 0 ? 'refuse' : 'allow');
  return {
    taskQueue: data.TASK_QUEUE,
    host: data.WORKER_HOST,
    port: data.WORKER_PORT,
    activities: {
      applicationId: data.AZURE_CLIENT_ID,
      credential: credential.data,
      authorityHost: data.AZURE_AUTHORITY_HOST,
      graphBaseUrl: data.GRAPH_BASE_URL,
      callbackBaseUrl: data.CALLBACK_BASE_URL,
      callbackSigningKeys: data.CALLBACK_SIGNING_KEY,
      multipartyMedia: data.MULTIPARTY_MEDIA,
    },
    ...(version.data && { version: version.data }),
    ...(data.WORKFLOW_BUNDLE_PATH && { workflowBundlePath: data.WORKFLOW_BUNDLE_PATH }),
    payloadKeys: data.PAYLOAD_KEYS,
    payloadPlain,
    logLevel: data.LOG_LEVEL,
    traces: traces.data,
  };
}

function isBaseUrl(text: string): boolean {
  const { username, password } = new URL(text);
  // The parsed URL does not show an empty query or fragment.
  return username === '' && password === '' && !/[?#]/.test(text);
}
