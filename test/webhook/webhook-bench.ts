import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { type CallbackRoute, createCallbackAddresses } from '../../activities/graph/client/callback-address.ts';
import { createApp } from '../../webhook/app.ts';
import { type Authenticate, createAuthenticate } from '../../webhook/authenticate.ts';
import type { EscalationRoute } from '../../webhook/escalation-routes.ts';
import { createMetrics, type Metrics } from '../../webhook/metrics.ts';
import { createNotificationKeys, KeysUnavailable } from '../../webhook/notification-keys.ts';
import { type Delivery, TemporalUnavailable, type TemporalPort } from '../../webhook/temporal-port.ts';
import type { LateLegInput } from '../../workflows/contract/activities.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { APP_ID, ISSUER, type Microsoft, startMicrosoft } from './microsoft.ts';

export const SIGNING_KEY = 'k'.repeat(32);

/** What came in at Temporal: the method, its argument, and for how long it was to be tried. */
export type Sent =
  | { what: 'signal'; workflowId: string; events: readonly CallEvent[]; within: number }
  | { what: 'start'; input: EscalateCallInput; events: readonly CallEvent[]; within: number }
  | { what: 'lateLeg'; leg: LateLegInput; within: number };

/** The webhook with real tokens and addresses, and a Temporal that answers as it is told. */
export interface WebhookBench {
  app: FastifyInstance;
  microsoft: Microsoft;
  /** Empty at first; may be added to at any time. */
  routes: EscalationRoute[];
  sent: Sent[];
  /** All lines of the log. */
  lines: string[];
  metrics: Metrics;
  /** How many of them are errors. */
  errors(): number;
  temporal: PlayedTemporal;
  address(route: CallbackRoute): Promise<string>;
  /** With a good token, unless the headers say otherwise; an undefined one is left out. */
  post(url: string, payload?: string | object, headers?: InjectOptions['headers']): Promise<LightMyRequestResponse>;
  /** Value of a metric, 0 where it was never counted. `name` with labels, without prefix: `replies_total{status="202"}`. */
  metric(name: string): Promise<number>;
}

export interface PlayedTemporal {
  /** What the next messages come to; the last one stays. */
  signal: (Delivery | 'away')[];
  /** Ids of the workflows with an open run; undefined where all have one. */
  open: string[] | undefined;
  start: (Delivery | 'away')[];
  lateLeg: (Delivery | 'away')[];
  reachable: boolean;
  /** ms for each message; one that has less time is not stored. */
  takes: number;
  /** No message is stored before. */
  holds: Promise<void>;
  /** Messages under way at the same time. */
  mostAtOnce: number;
}

export async function createWebhookBench(given?: Microsoft, signingKeys = [SIGNING_KEY]): Promise<WebhookBench> {
  const microsoft = given ?? (await startMicrosoft());
  const authenticate = authenticateBy(microsoft);
  if (!given) await fetchKeys(authenticate, microsoft);
  return createBench(microsoft, authenticate, signingKeys);
}

/** Makes one for each test, with the keys of one Microsoft, which are fetched once: none answers 503 for want of them. */
export async function readyBenches(): Promise<() => WebhookBench> {
  const microsoft = await startMicrosoft();
  const authenticate = authenticateBy(microsoft);
  await fetchKeys(authenticate, microsoft);
  return () => createBench(microsoft, authenticate, [SIGNING_KEY]);
}

const authenticateBy = ({ document }: Microsoft) => createAuthenticate(createNotificationKeys([document]), APP_ID, [ISSUER]);

function createBench(microsoft: Microsoft, authenticate: Authenticate, signingKeys: string[]): WebhookBench {
  const metrics = createMetrics();
  const addresses = createCallbackAddresses(signingKeys);
  const lines: string[] = [];
  const routes: EscalationRoute[] = [];
  const sent: Sent[] = [];
  const temporal: PlayedTemporal = {
    signal: ['stored'],
    open: undefined,
    start: ['stored'],
    lateLeg: ['stored'],
    reachable: true,
    takes: 0,
    holds: Promise.resolve(),
    mostAtOnce: 0,
  };
  const app = createApp({
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    routes,
    temporal: playTemporal(temporal, sent),
    metrics,
    addresses,
    authenticate,
  });
  return {
    app,
    microsoft,
    routes,
    sent,
    lines,
    metrics,
    errors: () => lines.filter((line) => line.includes('"level":50')).length,
    temporal,
    address: (route) => addresses.sign(route),
    async post(url, payload, headers = {}) {
      const all = { authorization: await microsoft.bearer(), ...headers };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return app.inject({ method: 'POST', url, ...(payload !== undefined && { payload }), headers: given });
    },
    async metric(name) {
      const text = await metrics.registry.metrics();
      const line = text.split('\n').find((candidate) => candidate.startsWith(`call_escalation_webhook_${name} `));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
  };
}

/** On a busy machine the first fetch may run out of time, which a test of something else must not see. */
async function fetchKeys(authenticate: Authenticate, microsoft: Microsoft): Promise<void> {
  for (let left = 10; left > 0; left--) {
    try {
      await authenticate(await microsoft.bearer());
      return;
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
    }
  }
}

function playTemporal(answers: PlayedTemporal, sent: Sent[]): TemporalPort {
  let underWay = 0;
  const answer = async (message: Sent): Promise<Delivery> => {
    sent.push(message);
    const queue = answers[message.what];
    const next = (queue.length > 1 ? queue.shift() : queue[0]) ?? 'stored';
    const { takes } = answers;
    answers.mostAtOnce = Math.max(answers.mostAtOnce, ++underWay);
    await answers.holds;
    if (takes > 0) await sleep(Math.min(takes, message.within));
    underWay--;
    if (next === 'away' || takes > message.within) throw new TemporalUnavailable(new Error('No connection established'));
    return next;
  };
  return {
    async signal(workflowId, events, within) {
      const delivery = await answer({ what: 'signal', workflowId, events, within });
      return answers.open?.includes(workflowId) === false ? 'noOpenRun' : delivery;
    },
    startEscalation: (input, events, within) => answer({ what: 'start', input, events, within }),
    hangUpLateLeg: (leg, within) => answer({ what: 'lateLeg', leg, within }),
    isReachable: async () => answers.reachable,
  };
}
