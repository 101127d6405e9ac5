import { randomUUID } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import { type Connections, NotConnected } from './connections.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { NoAnswer } from './no-answer.ts';
import { readRetryAfter } from './retry-after.ts';
import type { Tokens } from './tokens.ts';

export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `GRAPH_BASE_URL`, or a whole URL of the same origin (`@odata.nextLink`). */
  path: string;
  /** Tenant of the call: the token is taken for it. */
  tenantId: string;
  body?: object;
  /** For what must not be repeated when a kept connection breaks. */
  freshConnection?: boolean;
  /** Ends the request, token included, and a second one in the same activity. */
  limit: AbortSignal;
}

/** One request, with one fresh token after a 401. Throws `NoAnswer` or `TokenRefused`; every status is an answer. */
export type Graph = (request: GraphRequest) => Promise<GraphAnswer>;

/** For the log, of each request, answered or not: ids only, nothing of the body. */
export interface GraphExchange {
  method: string;
  path: string;
  /** Of the answer; where there is none, `noAnswer` says why. */
  status?: number;
  noAnswer?: string;
  milliseconds: number;
  clientRequestId: string;
  requestId?: string;
}

export interface GraphClientOptions {
  baseUrl: string;
  tokens: Tokens;
  connections: Connections;
  /** Sent as `Scenario-Id`, by which Microsoft finds all requests of one escalation (reference §1). */
  scenarioId: () => string | undefined;
  log: (exchange: GraphExchange) => void;
}

export function createGraphClient({ baseUrl, tokens, connections, scenarioId, log }: GraphClientOptions): Graph {
  async function sendOnce(asked: GraphRequest, token: string): Promise<GraphAnswer> {
    const { method, path } = asked;
    const begun = Date.now();
    const clientRequestId = randomUUID();
    const logged = () => ({ method, path, milliseconds: Date.now() - begun, clientRequestId });
    try {
      const answer = { ...(await readAnswer(await send(asked, token, clientRequestId))), clientRequestId };
      const { status, requestId } = answer;
      log({ ...logged(), status, ...(requestId && { requestId }) });
      return answer;
    } catch (error) {
      const noAnswer = toNoAnswer(error, clientRequestId);
      log({ ...logged(), noAnswer: noAnswer.message });
      throw noAnswer;
    }
  }

  function send(asked: GraphRequest, token: string, clientRequestId: string): Promise<Dispatcher.ResponseData> {
    const scenario = scenarioId();
    return request(urlOf(baseUrl, asked.path), {
      method: asked.method,
      dispatcher: asked.freshConnection ? connections.fresh : connections.kept,
      signal: asked.limit,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'client-request-id': clientRequestId,
        ...(scenario !== undefined && { 'scenario-id': scenario }),
        ...(asked.body && { 'content-type': 'application/json' }),
      },
      body: asked.body ? JSON.stringify(asked.body) : null,
    });
  }

  return async (asked) => {
    const answer = await sendOnce(asked, await within(asked.limit, tokens(asked.tenantId)));
    if (answer.status !== 401) return answer;
    // A token may be revoked, or its key replaced, before it ends; a second 401 is for the operator.
    return sendOnce(asked, await within(asked.limit, tokens(asked.tenantId, { fresh: true })));
  };
}

/** A token belongs to one origin only, whatever link a body holds. */
function urlOf(baseUrl: string, path: string): URL {
  const url = path.startsWith('/') ? new URL(`${baseUrl}${path}`) : new URL(path);
  if (url.origin !== new URL(baseUrl).origin)
    throw new NoAnswer('no', `${url.origin} is not the origin of GRAPH_BASE_URL, so it was not asked`);
  return url;
}

async function readAnswer(response: Dispatcher.ResponseData): Promise<GraphAnswer> {
  const retryAfter = readRetryAfter(header(response, 'retry-after'), Date.now());
  const location = header(response, 'location');
  const requestId = header(response, 'request-id');
  return {
    status: response.statusCode,
    body: await readBody(response),
    ...(location && { location }),
    ...(retryAfter && { retryAfter }),
    ...(requestId && { requestId }),
  };
}

/** The status alone says what became of the request, so a body that breaks off, or is no JSON, is no fault. */
async function readBody(response: Dispatcher.ResponseData): Promise<unknown> {
  try {
    return JSON.parse(await response.body.text());
  } catch {
    return undefined;
  }
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** MSAL takes no signal: its request goes on and fills the cache for the next try, but we no longer wait. */
async function within(limit: AbortSignal, token: Promise<string>): Promise<string> {
  let giveUp = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    giveUp = () => reject(new NoAnswer('no', 'No token came in time'));
  });
  limit.addEventListener('abort', giveUp);
  if (limit.aborted) giveUp();
  try {
    return await Promise.race([token, tooLate]);
  } finally {
    limit.removeEventListener('abort', giveUp);
  }
}

/** What was certainly not sent has no `clientRequestId` that Microsoft could know. */
function toNoAnswer(error: unknown, clientRequestId: string): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const what = error instanceof Error ? error.message : String(error);
  if (error instanceof NotConnected) return new NoAnswer('no', `No connection to Graph: ${what}`, { cause: error });
  return new NoAnswer('perhaps', `No answer from Graph: ${what}`, { cause: error, clientRequestId });
}
