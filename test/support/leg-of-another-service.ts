import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Bot, Places } from './environment.ts';

/** What another service of the same app registration does is done here by hand, so that none of our requests is under test. */
export interface OtherService {
  bot: Pick<Bot, 'applicationId' | 'clientSecret'>;
  places: Places;
  /** Of the simulator's certificate: this process need not have been started with it. */
  ca: string;
}

const token = z.object({ access_token: z.string() });
const call = z.object({ id: z.string() });

/**
 * Makes a leg in a meeting of its own. Its notifications go to the bot's registered address, as those of a service do that leaves
 * them to our webhook; `callbackUri`: to another.
 */
export async function legOfAnotherService(
  { bot, places, ca }: OtherService,
  { callbackUri = `${places.webhook}/api/calls`, tenantId = randomUUID() }: { callbackUri?: string; tenantId?: string } = {},
): Promise<{ id: string; tenantId: string }> {
  const dispatcher = new Agent({ connect: { ca } });
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const response = await request(`${places.simulator}${path}`, { method: 'POST', dispatcher, headers, body });
    const answer: unknown = await response.body.json();
    if (response.statusCode >= 300) throw new Error(`Graph answered ${response.statusCode}: ${JSON.stringify(answer)}`);
    return answer;
  };
  try {
    const form = new URLSearchParams({
      client_id: bot.applicationId,
      client_secret: bot.clientSecret,
      grant_type: 'client_credentials',
      scope: `${places.simulator}/.default`,
    });
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const { access_token } = token.parse(await post(`/${tenantId}/oauth2/v2.0/token`, asForm, form.toString()));
    const asJson = { 'content-type': 'application/json', authorization: `Bearer ${access_token}` };
    const body = JSON.stringify(bodyOfCreate(callbackUri, tenantId));
    const { id } = call.parse(await post('/v1.0/communications/calls', asJson, body));
    return { id, tenantId };
  } finally {
    await dispatcher.close();
  }
}

function bodyOfCreate(callbackUri: string, tenantId: string) {
  return {
    '@odata.type': '#microsoft.graph.call',
    callbackUri,
    tenantId,
    requestedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId: `19:${randomUUID()}@thread.v2`, messageId: '0' },
    meetingInfo: {
      '@odata.type': '#microsoft.graph.organizerMeetingInfo',
      organizer: { '@odata.type': '#microsoft.graph.identitySet', user: { id: randomUUID(), tenantId } },
      allowConversationWithoutHost: true,
    },
  };
}
