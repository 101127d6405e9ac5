import { z } from 'zod';
import type { GraphRequest } from '../model/requests.ts';
import type { Route } from './routes.ts';

const json = z.record(z.string(), z.unknown());
const identity = z.looseObject({ id: z.string(), tenantId: z.string().optional(), displayName: z.string().optional() });
const invitation = z.looseObject({
  identity: z.looseObject({ user: identity.nullish(), application: identity.nullish() }),
  replacesCallId: z.string().nullish(),
  participantId: z.string().nullish(),
});

/** What the model needs; the schema has checked the rest. */
const createCallBody = z.looseObject({
  callbackUri: z.string(),
  tenantId: z.string().nullish(),
  subject: z.string().nullish(),
  source: json.nullish(),
  requestedModalities: z.array(z.string()).optional(),
  mediaConfig: json.nullish(),
  chatInfo: z.looseObject({ threadId: z.string().nullish(), messageId: z.string().nullish() }).nullish(),
  meetingInfo: z
    .looseObject({
      organizer: z.looseObject({ user: identity.nullish() }).optional(),
      token: z.string().optional(),
      joinMeetingId: z.string().optional(),
      allowConversationWithoutHost: z.boolean().nullish(),
    })
    .nullish(),
  targets: z.array(invitation).optional(),
  callOptions: json.nullish(),
});
const answerBody = z.looseObject({ callbackUri: z.string(), callOptions: json.nullish() });
const inviteBody = z.looseObject({ participants: z.array(invitation), clientContext: z.string().nullish() });
const cancelBody = z.looseObject({ clientContext: z.string().nullish() }).optional();

export interface RequestParts {
  params: Record<string, string>;
  body: unknown;
  scenarioId?: string;
}

/** The model's view of a request whose body the schema has passed. Throws a ZodError where it lacks what the model needs. */
export function parseRequest({ kind }: Route, { params, body, scenarioId }: RequestParts): GraphRequest {
  const { id: callId = '', participantId = '', operationId = '' } = params;
  switch (kind) {
    case 'createCall':
      return { kind, body: createCallBody.parse(body), ...(scenarioId && { scenarioId }) };
    case 'answer':
      return { kind, callId, body: answerBody.parse(body) };
    case 'invite':
      return { kind, callId, body: inviteBody.parse(body) };
    case 'cancelMediaProcessing': {
      const clientContext = cancelBody.parse(body)?.clientContext;
      return { kind, callId, ...(clientContext && { clientContext }) };
    }
    case 'getParticipant':
    case 'deleteParticipant':
      return { kind, callId, participantId };
    case 'getOperation':
      return { kind, callId, operationId };
    case 'getCall':
    case 'delete':
    case 'keepAlive':
    case 'getParticipants':
    case 'reject':
    case 'redirect':
      return { kind, callId };
  }
}
