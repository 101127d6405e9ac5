import { randomUUID } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import { errorMessage } from '../../../workflows/contract/errors.ts';
import { type Connections, NotConnected } from './connections.ts';
import { type GraphAnswer, readRetryAfter } from './graph-answer.ts';
import { NoAnswer } from './request-errors.ts';
import type { Tokens } from './tokens.ts';

export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `GRAPH_BASE_URL`, or a whole URL of the same origin (`@odata.nextLink`). */
  path: string;
  /** Tenant of the call, for which the token is requested. */
  tenantId: string;
  body?: object;
  /** For a request that must not be repeated when a kept-alive connection breaks. */
  freshConnection?: boolean;
  /** A request over a fresh connection follows soon, if this one succeeds. */
  freshConnectionNext?: boolean;
  /** Ends the request, its token request included, and a second request in the same activity. */
  limit: AbortSignal;
}

/** One request, repeated once with a fresh token after a 401. Every status is an answer. @throws {NoAnswer} @throws {TokenRequestRejected} */
export type Graph = (request: GraphRequest) => Promise<GraphAnswer>;

/** The log entry of each request, answered or not: ids only, nothing of the body. */
export interface GraphExchange {
  method: string;
  path: string;
  /** Of the answer; if there is none, `noAnswer` says why. */
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
  /** Sent as `Scenario-Id`, by which Microsoft finds all requests of one escalation (Graph §1). */
  scenarioId: () => string | undefined;
  log: (exchange: GraphExchange) => void;
}

export function createGraphClient({ baseUrl, tokens, connections, scenarioId, log }: GraphClientOptions): Graph {
  async function sendOnce(outgoing: GraphRequest, token: string): Promise<GraphAnswer> {
    const { method, path } = outgoing;
    const startedAt = Date.now();
    const clientRequestId = randomUUID();
    const logEntry = () => ({ method, path, milliseconds: Date.now() - startedAt, clientRequestId });
    try {
      const answer = { ...(await readAnswer(await send(outgoing, token, clientRequestId))), clientRequestId };
      const { status, requestId } = answer;
      log({ ...logEntry(), status, ...(requestId && { requestId }) });
      if (outgoing.freshConnectionNext && status < 300) connections.prepareFresh();
      return answer;
    } catch (error) {
      const noAnswer = toNoAnswer(error, clientRequestId);
      log({ ...logEntry(), noAnswer: noAnswer.message });
      throw noAnswer;
    }
  }

  function send(outgoing: GraphRequest, token: string, clientRequestId: string): Promise<Dispatcher.ResponseData> {
    const scenario = scenarioId();
    return request(urlOf(baseUrl, outgoing.path), {
      method: outgoing.method,
      dispatcher: outgoing.freshConnection ? connections.fresh : connections.kept,
      signal: outgoing.limit,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'client-request-id': clientRequestId,
        ...(scenario !== undefined && { 'scenario-id': scenario }),
        ...(outgoing.body && { 'content-type': 'application/json' }),
      },
      body: outgoing.body ? JSON.stringify(outgoing.body) : null,
    });
  }

  return async (outgoing) => {
    const answer = await sendOnce(outgoing, await within(outgoing.limit, tokens(outgoing.tenantId)));
    if (answer.status !== 401) return answer;
    // A token may be revoked, or its key replaced, before it expires; a second 401 is for the operator.
    return sendOnce(outgoing, await within(outgoing.limit, tokens(outgoing.tenantId, { fresh: true })));
  };
}

/** The token must not reach another origin, whatever link a body contains. */
function urlOf(baseUrl: string, path: string): URL {
  const url = path.startsWith('/') ? new URL(`${baseUrl}${path}`) : new URL(path);
  if (url.origin !== new URL(baseUrl).origin)
    throw new NoAnswer('no', `${url.origin} is not the origin of GRAPH_BASE_URL, so the request was not sent`);
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

/** The status alone says what became of the request, so a body that is truncated, or is not JSON, is not an error. */
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

/** MSAL takes no signal: its request continues and fills the cache for the next try, but we no longer wait for it. */
async function within(limit: AbortSignal, token: Promise<string>): Promise<string> {
  let giveUp = () => {};
  const timedOut = new Promise<never>((_, reject) => {
    giveUp = () => reject(new NoAnswer('no', 'No token came in time'));
  });
  limit.addEventListener('abort', giveUp);
  if (limit.aborted) giveUp();
  try {
    return await Promise.race([token, timedOut]);
  } finally {
    limit.removeEventListener('abort', giveUp);
  }
}

/** A request that was certainly not sent has no `clientRequestId` that Microsoft could know. */
function toNoAnswer(error: unknown, clientRequestId: string): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const reason = errorMessage(error);
  if (error instanceof NotConnected) return new NoAnswer('no', `No connection to Graph: ${reason}`, { cause: error });
  return new NoAnswer('perhaps', `No answer from Graph: ${reason}`, { cause: error, clientRequestId });
}
