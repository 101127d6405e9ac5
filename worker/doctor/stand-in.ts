import { decodeJwt, decodeProtectedHeader } from 'jose';
import { pino } from 'pino';
import { createCallbackAddresses } from '../../activities/graph/callback-address.ts';
import { createApp } from '../../webhook/app.ts';
import { type Authenticate, createAuthenticate } from '../../webhook/authenticate.ts';
import { createMetrics } from '../../webhook/metrics.ts';
import { createNotificationKeys } from '../../webhook/notification-keys.ts';
import type { WebhookSettings } from '../../webhook/settings.ts';
import { TemporalAway, type TemporalPort } from '../../webhook/temporal-port.ts';
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
  const app = createApp({
    log: pino({ level: 'silent' }),
    routes: [],
    temporal: standInForTemporal(workflowId, heard),
    metrics: createMetrics(),
    addresses: createCallbackAddresses(callbackSigningKeys),
    authenticate: overhear(createAuthenticate(createNotificationKeys(openIdConfigurations), applicationId, issuers), heard),
  });
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
  const away = () => Promise.reject(new TemporalAway(new Error('The doctor stands in for the webhook')));
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

/** The webhook's own check, with an eye on what the token says: also of one that is refused. */
function overhear(authenticate: Authenticate, heard: Heard): Authenticate {
  return async (authorization) => {
    const says = readToken(authorization);
    try {
      const authentic = await authenticate(authorization);
      if (says) heard.tellCallback({ at: Date.now(), ...says });
      return authentic;
    } catch (error) {
      if (says) heard.tellCallback({ at: Date.now(), ...says, refused: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  };
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
