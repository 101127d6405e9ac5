import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type CallbackAddresses, createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { isJsonObject, text } from '../../activities/graph/read/json.ts';
import { createApp } from '../../webhook/app.ts';
import { type Authenticate, createAuthenticate } from '../../webhook/authenticate.ts';
import { createMetrics } from '../../webhook/metrics.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import type { WebhookSettings } from '../../webhook/settings.ts';
import { TemporalUnavailable, type TemporalPort } from '../../webhook/temporal-port.ts';
import { attempt } from './check.ts';
import { createCallbackRecorder, type CallbackRecorder } from './callback-recorder.ts';

/** The webhook itself, with the doctor in place of Temporal: it records what is delivered to one workflow id. */
export interface DoctorWebhook {
  recorder: CallbackRecorder;
  /** Resolves to where it listens, such as `0.0.0.0:3978`. Rejects with EADDRINUSE if the webhook is running. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** @param workflowId no workflow has it, so nothing recorded here was meant for an escalation */
export function createDoctorWebhook(settings: WebhookSettings, workflowId: string): DoctorWebhook {
  const { host, port, applicationId, callbackSigningKeys, openIdConfigurations, issuers } = settings;
  const recorder = createCallbackRecorder();
  const addresses = createCallbackAddresses(callbackSigningKeys);
  const authenticate = createAuthenticate(createNotificationKeys(openIdConfigurations), applicationId, issuers);
  const app = createApp({
    log: pino({ level: 'silent' }),
    routes: [],
    temporal: createDoctorTemporal(workflowId, recorder),
    metrics: createMetrics(),
    addresses,
    authenticate,
  });
  recordTokens(app, { addresses, authenticate, workflowId, recorder });
  return {
    recorder,
    listen: async () => {
      await app.listen({ host, port });
      return `${host}:${port}`;
    },
    close: () => app.close(),
  };
}

/** What is meant for others is answered 503, so that Graph retries: it is not ours to consume. */
function createDoctorTemporal(workflowId: string, recorder: CallbackRecorder): TemporalPort {
  const unavailable = () => Promise.reject(new TemporalUnavailable(new Error('The doctor is running in place of the webhook')));
  return {
    signal: async (id, events) => {
      if (id !== workflowId) return unavailable();
      recorder.recordEvents(events);
      return 'stored';
    },
    startEscalation: unavailable,
    hangUpLateLeg: unavailable,
    isReachable: () => Promise.resolve(true),
  };
}

interface TokenRecording {
  addresses: CallbackAddresses;
  authenticate: Authenticate;
  workflowId: string;
  recorder: CallbackRecorder;
}

/** Records the token of each POST to an address that was signed for the workflow, even if the webhook rejects it. */
function recordTokens(app: FastifyInstance, { addresses, authenticate, workflowId, recorder }: TokenRecording): void {
  app.addHook('onRequest', async ({ headers: { authorization }, params }) => {
    const at = Date.now();
    const address = isJsonObject(params) ? text(params, 'address') : undefined;
    const route = address === undefined ? undefined : await addresses.verify(address);
    const claims = readToken(authorization);
    if (route?.workflowId !== workflowId || !claims) return;
    const checked = await attempt(() => authenticate(authorization));
    recorder.recordCallback({ at, ...claims, ...('failed' in checked && { refused: checked.failed.message }) });
  });
}

/** Only what identifies the issuer. */
function readToken(authorization: string | undefined): { iss: string; kid: string; tid: string } | undefined {
  const token = authorization?.replace(/^Bearer +/i, '') ?? '';
  try {
    const { iss, tid } = decodeJwt(token);
    const { kid } = decodeProtectedHeader(token);
    return { iss: iss ?? 'none', kid: kid ?? 'none', tid: typeof tid === 'string' ? tid : 'none' };
  } catch {
    return undefined;
  }
}
