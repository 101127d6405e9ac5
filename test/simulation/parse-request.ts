import type { GraphRequest as SentRequest } from '../../activities/graph/client/graph-client.ts';
import type { GraphRequest } from '../graph-simulator/model/requests.ts';
import { asPayload } from './fake-temporal/payload.ts';

/** Where the pages of a roster after the first one are. */
export const BASE = 'https://graph/v1.0';

/** What an activity sends, as the simulated Teams takes it. `page`: of a roster, from 1. */
export function parseRequest({ method, path, body }: SentRequest): { request: GraphRequest; page: number } {
  const [parts = '', query] = (path.startsWith(BASE) ? path.slice(BASE.length) : path).split('?');
  const [, , , id, action, last] = parts.split('/').map(decodeURIComponent);
  const page = Number(new URLSearchParams(query).get('$skiptoken') ?? '1');
  return { request: requestOf(method, { id, action, last }, asPayload(body), path), page };
}

interface Path {
  id: string | undefined;
  action: string | undefined;
  last: string | undefined;
}

function requestOf(method: string, { id, action, last }: Path, sent: unknown, path: string): GraphRequest {
  if (id === undefined) return { kind: 'createCall', body: asBody(sent) };
  if (method === 'DELETE')
    return action === 'participants' && last !== undefined
      ? { kind: 'deleteParticipant', callId: id, participantId: last }
      : { kind: 'delete', callId: id };
  if (method === 'GET') {
    if (action === 'participants') return { kind: 'getParticipants', callId: id };
    return action === 'operations' && last !== undefined
      ? { kind: 'getOperation', callId: id, operationId: last }
      : { kind: 'getCall', callId: id };
  }
  if (action === 'keepAlive') return { kind: 'keepAlive', callId: id };
  if (action === 'answer') return { kind: 'answer', callId: id, body: asBody(sent) };
  if (action === 'participants' && last === 'invite') return { kind: 'invite', callId: id, body: asBody(sent) };
  throw new Error(`The simulation knows no ${method} ${path}`);
}

/** Held to Graph's schema by the tests of the activities; here it is what they made of it. */
function asBody<T>(body: unknown): T {
  return body as T;
}
