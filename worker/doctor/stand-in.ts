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
import { createHeard, type Heard } from './heard.ts';

/** The webhook itself, in its place, but with the doctor where Temporal would be: it hears what comes for one workflow id. */
export interface StandIn {
  heard: Heard;
  /** Resolves to where it listens, such as `0.0.0.0:3978`. Rejects with EADDRINUSE where the webhook runs. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** @param workflowId no run has it: nothing that is heard for it touches an escalation */
export function createStandIn(settings: WebhookSettings, workflowId: string): StandIn {
  const { host, port, applicationId, callbackSigningKeys, openIdConfigurations, issuers } = settings;
  const heard = createHeard();
  const addresses = createCallbackAddresses(callbackSigningKeys);
  const authenticate = createAuthenticate(createNotificationKeys(openIdConfigurations), applicationId, issuers);
  const app = createApp({
    log: pino({ level: 'silent' }),
    routes: [],
    temporal: standInForTemporal(workflowId, heard),
    metrics: createMetrics(),
    addresses,
    authenticate,
  });
  overhear(app, { addresses, authenticate, workflowId, heard });
  return {
    heard,
    listen: async () => {
      await app.listen({ host, port });
      return `${host}:${port}`;
    },
    close: () => app.close(),
  };
}

/** What is for others is answered 503, which asks Graph to come again: it is not ours to take. */
function standInForTemporal(workflowId: string, heard: Heard): TemporalPort {
  const away = () => Promise.reject(new TemporalUnavailable(new Error('The doctor stands in for the webhook')));
  return {
    signal: async (id, events) => {
      if (id !== workflowId) return away();
      heard.tellEvents(events);
      return 'stored';
    },
    startEscalation: away,
    hangUpLateLeg: away,
    isReachable: () => Promise.resolve(true),
  };
}

interface Overhearing {
  addresses: CallbackAddresses;
  authenticate: Authenticate;
  workflowId: string;
  heard: Heard;
}

/** What the token says of a POST on an address that was signed for the workflow, also where the webhook refuses it; others' tell nothing of its leg. */
function overhear(app: FastifyInstance, { addresses, authenticate, workflowId, heard }: Overhearing): void {
  app.addHook('onRequest', async ({ headers: { authorization }, params }) => {
    const at = Date.now();
    const address = isJsonObject(params) ? text(params, 'address') : undefined;
    const route = address === undefined ? undefined : await addresses.verify(address);
    const says = readToken(authorization);
    if (route?.workflowId !== workflowId || !says) return;
    const checked = await attempt(() => authenticate(authorization));
    heard.tellCallback({ at, ...says, ...('failed' in checked && { refused: checked.failed.message }) });
  });
}

/** Nothing but what tells whose token it is. */
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
