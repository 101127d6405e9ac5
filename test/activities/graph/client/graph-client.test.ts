import { afterEach, expect, it, vi } from 'vitest';
import { openConnections } from '../../../../activities/graph/client/connections.ts';
import {
  createGraphClient,
  type GraphClientOptions,
  type GraphRequest,
} from '../../../../activities/graph/client/graph-client.ts';
import { NoAnswer, TokenRequestRejected } from '../../../../activities/graph/client/request-errors.ts';
import type { Tokens } from '../../../../activities/graph/client/tokens.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { anyNumber, anyText, matching } from '../../../support/matchers.ts';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const PATH = '/communications/calls/1';
const CONNECTIONS = openConnections();

function client(
  baseUrl: string,
  { tokens = async () => 'token', log = () => {}, connections = CONNECTIONS }: Partial<GraphClientOptions> = {},
) {
  const graph = createGraphClient({ baseUrl, tokens, connections, scenarioId: () => 'scenario-1', log });
  return (request: Partial<GraphRequest> = {}) =>
    graph({ method: 'GET', path: PATH, tenantId: 'tenant', limit: AbortSignal.timeout(5_000), ...request });
}

async function fault(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it('sends JSON with token and client-request-id, and reads the answer', async () => {
  server = await startScriptedServer((response) => {
    response.writeHead(201, { location: 'https://graph/v1.0/communications/calls/2', 'request-id': 'r-1', 'retry-after': '2.5' });
    response.end('{"id":"2"}');
  });
  const tokens = vi.fn(async () => 'secret-token');
  const answer = await client(server.url, { tokens })({ method: 'POST', body: { a: 1 } });
  expect(answer).toEqual({
    status: 201,
    body: { id: '2' },
    location: 'https://graph/v1.0/communications/calls/2',
    clientRequestId: anyText,
    requestId: 'r-1',
    retryAfter: 2_500,
  });
  expect(answer.clientRequestId).toBe(server.requests[0]?.headers['client-request-id']);
  expect(tokens).toHaveBeenCalledWith('tenant');
  expect(server.requests).toMatchObject([
    {
      method: 'POST',
      path: PATH,
      body: '{"a":1}',
      headers: {
        authorization: 'Bearer secret-token',
        'content-type': 'application/json',
        'client-request-id': matching(/^[0-9a-f-]{36}$/),
        'scenario-id': 'scenario-1',
      },
    },
  ]);
});

it('keeps connections for reads, and opens a new one where nothing may break under way', async () => {
  server = await startScriptedServer((response) => response.end('{}'));
  const ask = client(server.url);
  const connectionsOf = async (freshConnection: boolean) => {
    const before = server?.requests.length ?? 0;
    for (let i = 0; i < 6; i++) await ask({ freshConnection });
    return new Set(server?.requests.slice(before).map((request) => request.connection)).size;
  };
  // Two, for undici may take a second one while the first is still finishing its response.
  expect(await connectionsOf(false)).toBeLessThanOrEqual(2);
  expect(await connectionsOf(true)).toBe(6);
});

it('takes one fresh token after a 401, and only one', async () => {
  const asked: boolean[] = [];
  const tokens: Tokens = async (_, { fresh = false } = {}) => {
    asked.push(fresh);
    return fresh ? 'fresh' : 'stale';
  };
  server = await startScriptedServer((response, { headers }) => {
    response.writeHead(headers.authorization === 'Bearer fresh' ? 200 : 401).end();
  });
  await expect(client(server.url, { tokens })()).resolves.toMatchObject({ status: 200 });
  expect(asked).toEqual([false, true]);

  await server.close();
  server = await startScriptedServer((response) => response.writeHead(401).end());
  const { status, clientRequestId } = await client(server.url)();
  expect(status).toBe(401);
  const ids = server.requests.map(({ headers }) => headers['client-request-id']);
  expect(new Set(ids).size).toBe(2);
  expect(clientRequestId).toBe(ids[1]);
});

it.each([
  ['no body', ''],
  ['no JSON', '<html>proxy</html>'],
])('lets the status speak where there is %s', async (_, body) => {
  server = await startScriptedServer((response) => response.writeHead(202).end(body));
  await expect(client(server.url)()).resolves.toEqual({ status: 202, body: undefined, clientRequestId: anyText });
});

it('lets the status speak where the body breaks off', async () => {
  server = await startScriptedServer((response) => {
    response.writeHead(201, { 'content-length': '100', location: '/communications/calls/2' });
    response.write('{"id":');
    setImmediate(() => response.destroy());
  });
  await expect(client(server.url)()).resolves.toMatchObject({ status: 201, location: '/communications/calls/2' });
});

it('makes the next fresh connection ahead, and uses none twice', async () => {
  const arrived: number[] = [];
  server = await startScriptedServer((response, { connection }) => {
    arrived.push(connection);
    response.end('{}');
  });
  const ask = client(server.url);
  await ask({ freshConnection: true, freshConnectionNext: true });
  await vi.waitUntil(() => server?.connections() === 2, { timeout: 30_000, interval: 5 });
  await ask({ freshConnection: true });
  await ask({ freshConnection: true });
  expect(arrived).toEqual([1, 2, 3]);
  expect(server.connections()).toBe(3);
});

it.each([
  [200, 1],
  [404, 0],
])('after a %i makes %i ahead', async (status, made) => {
  server = await startScriptedServer((response) => response.writeHead(status).end('{}'));
  const prepareFresh = vi.fn();
  const connections = { ...CONNECTIONS, prepareFresh };
  await client(server.url, { connections })({ freshConnection: true, freshConnectionNext: true });
  expect(prepareFresh).toHaveBeenCalledTimes(made);
});

it.each([false, true])('knows that nothing was sent where nobody listens (fresh connection: %s)', async (freshConnection) => {
  server = await startScriptedServer(() => {});
  const { url } = server;
  await server.close();
  expect(await fault(client(url)({ method: 'POST', body: {}, freshConnection }))).toMatchObject({ name: 'NoAnswer', sent: 'no' });
});

it('knows that nothing was sent where the name is unknown, or TLS fails', async () => {
  server = await startScriptedServer(() => {});
  expect(await fault(client('https://graph.invalid')())).toMatchObject({ sent: 'no' });
  expect(await fault(client(server.url.replace('http:', 'https:'))())).toMatchObject({ sent: 'no' });
});

it('does not know the outcome where the connection breaks after sending', async () => {
  server = await startScriptedServer((response) => response.destroy());
  expect(await fault(client(server.url)({ method: 'POST', body: {}, freshConnection: true }))).toMatchObject({ sent: 'perhaps' });
  expect(server.requests).toHaveLength(1);
});

it('says by which client-request-id Microsoft finds a request that got no answer', async () => {
  server = await startScriptedServer((response) => response.destroy());
  const log = vi.fn();
  const failed = await fault(client(server.url, { log })({ method: 'POST', body: { displayName: 'Jane' } }));
  const clientRequestId = server.requests[0]?.headers['client-request-id'];
  expect(failed).toMatchObject({ sent: 'perhaps', clientRequestId });
  expect(log).toHaveBeenCalledExactlyOnceWith({
    method: 'POST',
    path: PATH,
    milliseconds: anyNumber,
    clientRequestId,
    noAnswer: failed instanceof NoAnswer && failed.message,
  });
});

it('names no client-request-id where nothing was sent', async () => {
  expect(await fault(client('http://127.0.0.1:9')())).toMatchObject({ sent: 'no', clientRequestId: undefined });
});

it('does not know the outcome where the answer comes too late', async () => {
  // Not before the request has come: a busy machine may not have connected within so many milliseconds.
  const limit = new AbortController();
  server = await startScriptedServer(() => limit.abort(new DOMException('Too late', 'TimeoutError')));
  expect(await fault(client(server.url)({ limit: limit.signal }))).toMatchObject({ sent: 'perhaps' });
});

it('counts the token against the same limit', async () => {
  const tokens: Tokens = () => new Promise(() => {});
  const failed = await fault(client('http://127.0.0.1:9', { tokens })({ limit: AbortSignal.timeout(50) }));
  expect(failed).toMatchObject({ name: 'NoAnswer', sent: 'no', message: 'No token came in time' });
});

it('passes on that the token was refused', async () => {
  const refused = new TokenRequestRejected('tenant', 7000215, new Error('no'));
  const tokens: Tokens = () => Promise.reject(refused);
  expect(await fault(client('http://127.0.0.1:9', { tokens })())).toBe(refused);
});

it('never takes its token to another origin', async () => {
  server = await startScriptedServer((response) => response.end('{}'));
  const failed = await fault(client('http://graph.invalid')({ path: `${server.url}/participants?$skip=1` }));
  expect(failed).toBeInstanceOf(NoAnswer);
  expect(server.requests).toHaveLength(0);
});

it('logs ids and times, and no token', async () => {
  server = await startScriptedServer((response) => response.writeHead(200, { 'request-id': 'r-1' }).end('{"name":"Jane"}'));
  const log = vi.fn();
  await client(server.url, { tokens: async () => 'secret-token', log })({ method: 'POST', body: { displayName: 'Jane' } });
  expect(log).toHaveBeenCalledExactlyOnceWith({
    method: 'POST',
    path: PATH,
    status: 200,
    milliseconds: anyNumber,
    clientRequestId: anyText,
    requestId: 'r-1',
  });
});
