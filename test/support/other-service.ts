import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Bot, Places } from './environment.ts';

/** Another service of the same app registration: it answers and makes calls with Graph itself, and gives the bot's registered address. */
export interface OtherService {
  /** A multiparty call in a meeting of its own, or as `more` says. @returns its id; whether it is established, Graph tells later */
  createCall(tenantId: string, more?: object): Promise<string>;
  answer(tenantId: string, callId: string): Promise<void>;
  hangUp(tenantId: string, callId: string): Promise<void>;
  close(): Promise<void>;
}

/** What it calls itself, so that the simulator's record tells its requests from the worker's. */
export const OTHER_SERVICE = 'another-service';

/** What Graph replies to a create. */
const created = z.object({ id: z.string() });
const token = z.object({ access_token: z.string() });

export interface OtherServiceParts {
  bot: Pick<Bot, 'applicationId' | 'clientSecret'>;
  places: Places;
  /** Of the simulator's certificate: this process need not have been started with it. */
  ca: string;
}

export function otherService({ bot, places: { simulator, webhook }, ca }: OtherServiceParts): OtherService {
  const dispatcher = new Agent({ connect: { ca } });
  const callbackUri = `${webhook}/api/calls`;

  async function tokenOf(tenantId: string): Promise<string> {
    const form = {
      client_id: bot.applicationId,
      client_secret: bot.clientSecret,
      grant_type: 'client_credentials',
      scope: `${simulator}/.default`,
    };
    const response = await request(`${simulator}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    return token.parse(await response.body.json()).access_token;
  }

  async function graph(method: 'POST' | 'DELETE', tenantId: string, path: string, body?: object): Promise<unknown> {
    const authorization = `Bearer ${await tokenOf(tenantId)}`;
    const response = await request(`${simulator}/v1.0/communications/calls${path}`, {
      method,
      dispatcher,
      headers: { authorization, 'user-agent': OTHER_SERVICE, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`Graph answered ${response.statusCode} to ${method} ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    createCall: async (tenantId, more = {}) =>
      created.parse(await graph('POST', tenantId, '', { ...createBody(tenantId), callbackUri, ...more })).id,
    answer: async (tenantId, callId) => {
      const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' };
      await graph('POST', tenantId, `/${callId}/answer`, { callbackUri, acceptedModalities: ['audio'], mediaConfig });
    },
    hangUp: async (tenantId, callId) => void (await graph('DELETE', tenantId, `/${callId}`)),
    close: () => dispatcher.close(),
  };
}

/** A meeting of its own for each call: in one meeting all would hear of all. It has a chat, as the seed's second example asks. */
function createBody(tenantId: string): object {
  const threadId = `19:meeting_${crypto.randomUUID()}@thread.v2`;
  return {
    '@odata.type': '#microsoft.graph.call',
    tenantId,
    requestedModalities: [],
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId: '0' },
    meetingInfo: {
      '@odata.type': '#microsoft.graph.organizerMeetingInfo',
      organizer: { '@odata.type': '#microsoft.graph.identitySet', user: { id: crypto.randomUUID(), tenantId } },
      allowConversationWithoutHost: true,
    },
  };
}
