import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import type { GraphSimulator } from '../graph-simulator.ts';
import type { GraphSimulatorOptions } from '../options.ts';
import { FAST_TIMINGS } from '../model/settings.ts';
import { startGraphSimulator } from '../start-graph-simulator.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CALLER = '22222222-2222-4222-8222-222222222222';
export const APPLICATION = '33333333-3333-4333-8333-333333333333';
export const SECRET = 'a simulated secret';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** A bot without any logic, for the simulator's own tests: a webhook that takes everything, and authorised requests. */
export interface TestingBot {
  simulator: GraphSimulator;
  dispatcher: Dispatcher;
  /** Where its webhook is. */
  address: string;
  /** Authorization headers of the notifications, in order. */
  authorizations: string[];
  /** What the webhook answers from now on. */
  answerWith(status: number, headers?: Record<string, string>): void;
  /** @param path below the simulator's origin */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** @param path below `/v1.0/communications/calls` */
  graph(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  answer(callId: string): Promise<Answer>;
  create(more?: object): Promise<Answer & { callId: string }>;
  stop(): Promise<void>;
}

export async function startTestingBot(options: Partial<GraphSimulatorOptions> = {}): Promise<TestingBot> {
  const authorizations: string[] = [];
  let reply: { status: number; headers: Record<string, string> } = { status: 202, headers: {} };
  const webhook = createServer((incoming, response) => {
    authorizations.push(incoming.headers.authorization ?? '');
    incoming.resume().on('end', () => response.writeHead(reply.status, reply.headers).end());
  });
  const address = await new Promise<string>((resolve) =>
    webhook.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(webhook.address())}/api/calls`)),
  );
  const defaults = { applicationId: APPLICATION, clientSecret: SECRET, botAddress: address, timings: FAST_TIMINGS };
  const simulator = await startGraphSimulator({ ...defaults, ...options });
  const dispatcher = new Agent({ connect: { ca: simulator.certificate.ca } });

  const send = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await request(`${simulator.baseUrl}${path}`, {
      method,
      dispatcher,
      headers: { ...type, ...headers },
      body: text,
    });
    const received = await response.body.text();
    return {
      status: response.statusCode,
      headers: response.headers,
      body: received === '' ? undefined : (JSON.parse(received) as unknown),
    };
  };
  const token = await fetchToken(simulator.baseUrl, dispatcher);
  const graph: TestingBot['graph'] = (method, path, body) =>
    send(method, `/v1.0/communications/calls${path}`, body, {
      authorization: `Bearer ${token}`,
      'client-request-id': 'one-of-mine',
    });

  return {
    simulator,
    dispatcher,
    address,
    authorizations,
    graph,
    ask: send,
    answerWith: (status, headers = {}) => {
      reply = { status, headers };
    },
    answer: (callId) =>
      graph('POST', `/${callId}/answer`, {
        callbackUri: `${address}/p2p`,
        acceptedModalities: ['audio'],
        mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
      }),
    create: async (more = {}) => {
      const answer = await graph('POST', '', { ...createBody(`${address}/multiparty`), ...more });
      return { ...answer, callId: idOf(answer.body) };
    },
    stop: async () => {
      await simulator.stop();
      await dispatcher.destroy();
      webhook.closeAllConnections();
      await new Promise((resolve) => webhook.close(resolve));
    },
  };
}

/** The bodies of the flow, as the schema wants them. */
export const createBody = (callbackUri: string) => ({
  '@odata.type': '#microsoft.graph.call',
  callbackUri,
  tenantId: TENANT,
  requestedModalities: [],
  chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId: '19:meeting@thread.v2', messageId: '0' },
  meetingInfo: {
    '@odata.type': '#microsoft.graph.organizerMeetingInfo',
    organizer: { '@odata.type': '#microsoft.graph.identitySet', user: { id: CALLER, tenantId: TENANT } },
    allowConversationWithoutHost: true,
  },
});

export const inviteBody = (replacesCallId?: string) => ({
  participants: [
    {
      '@odata.type': '#microsoft.graph.invitationParticipantInfo',
      identity: { '@odata.type': '#microsoft.graph.identitySet', user: { id: CALLER } },
      ...(replacesCallId !== undefined && { replacesCallId }),
    },
  ],
  clientContext: 'a context',
});

export const idOf = (body: unknown) => (typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '');

async function fetchToken(baseUrl: string, dispatcher: Dispatcher): Promise<string> {
  const form = new URLSearchParams({
    client_id: APPLICATION,
    client_secret: SECRET,
    grant_type: 'client_credentials',
    scope: `${baseUrl}/.default`,
  });
  const response = await request(`${baseUrl}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const body: unknown = await response.body.json();
  return typeof body === 'object' && body !== null && 'access_token' in body ? String(body.access_token) : '';
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The webhook listens on no port.');
  return address.port;
}
