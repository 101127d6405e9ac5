import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { CallbackAddresses, CallbackRoute } from '../activities/graph/client/callback-address.ts';
import { isJsonObject, text } from '../activities/graph/read/json.ts';
import { readNotifications } from '../activities/graph/read/notifications.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import type { Authenticate } from './authenticate.ts';
import { rememberClosedRuns } from './closed-runs.ts';
import { deliver, type DeliverDeps } from './deliver.ts';
import { type HealthDeps, healthRoutes } from './health.ts';
import { parseBody } from './parse-body.ts';
import { replyToBadHttp, replyToError } from './error-replies.ts';
import type { TraceRequest } from './trace-requests.ts';
import type { VerifiedToken } from './verified-tokens.ts';

export interface AppDeps extends Omit<DeliverDeps, 'closedRuns'>, Pick<HealthDeps, 'closing'> {
  authenticate: Authenticate;
  addresses: CallbackAddresses;
  /** Where requests are traced. */
  traceRequest?: TraceRequest | undefined;
}

/** A roster of 300 people is 0.6 MB. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** From a request's first byte to its last; then 408, so that slow senders cannot occupy connections. */
const REQUEST_TIMEOUT_MS = 10_000;

declare module 'fastify' {
  interface FastifyRequest {
    verifiedToken: VerifiedToken | null;
    callbackRoute: CallbackRoute | undefined;
  }
}

/**
 * The webhook as an app that does not listen yet. The order of the checks (webhook/README.md, Replies) is fixed: token, address, content type, size,
 * JSON, and only then Temporal; no part of an unauthenticated body is parsed.
 */
export function createApp(deps: AppDeps): FastifyInstance {
  const app = fastify({
    loggerInstance: deps.log,
    // Fastify's own log lines contain the URL, and with it the callback address.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-microsoft-skype-message-id',
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node swaps the two limits if that of the headers is longer (60 s by default), and checks connections only every 30 s.
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: replyToBadHttp(deps),
    keepAliveTimeout: 75_000,
    // Requests on open connections are still served: Fastify's own 503 would check no token, and would not be counted.
    return503OnClosing: false,
    // Our addresses are longer than Fastify's default of 100.
    routerOptions: { maxParamLength: 1_000, ignoreTrailingSlash: true },
  });
  app.decorateRequest('verifiedToken', null);
  app.decorateRequest('callbackRoute', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json\b/i, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(replyToError(deps.metrics));
  closeConnectionsWhenIdle(app);
  app.register(healthRoutes(deps));
  const hooks = {
    onRequest: (request: FastifyRequest, reply: FastifyReply) => checkHead(deps, request, reply),
    onResponse: async (_request: FastifyRequest, reply: FastifyReply) => {
      deps.metrics.replies.inc({ status: reply.statusCode });
      deps.metrics.seconds.observe(reply.elapsedTime / 1000);
    },
  };
  const receiving = { ...deps, closedRuns: rememberClosedRuns() };
  const { traceRequest = (_request, handle) => handle() } = deps;
  for (const route of ['/api/calls', '/api/calls/:address'])
    app.post(route, hooks, (request, reply) =>
      traceRequest({ route, startedAt: startOf(reply), response: reply.raw }, (ids) => {
        if (ids) request.log = request.log.child(ids);
        return receive(receiving, request, reply);
      }),
    );
  return app;
}

/** When it closes, Node ends the connections that are idle at that moment; a busy one would stay open for its sender's next request. */
function closeConnectionsWhenIdle(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onResponse', async () => {
    if (isClosing) app.server.closeIdleConnections();
  });
}

/** Checks the request's head: the token, then the address, then the encoding. Replies by itself if one of them is wrong. */
async function checkHead(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  logChainId(request);
  echoIds(request, reply);
  request.verifiedToken = await deps.authenticate(request.headers.authorization);
  const address = isJsonObject(request.params) ? text(request.params, 'address') : undefined;
  if (address !== undefined) {
    request.callbackRoute = await deps.addresses.verify(address);
    if (!request.callbackRoute) {
      request.log.warn('Rejected a notification on an address that was signed with none of the keys in CALLBACK_SIGNING_KEY');
      return reply.code(404).send({ error: 'Not an address of ours' });
    }
  }
  // Encodings are case-insensitive (RFC 9110 §8.4.1), and an empty header counts as none.
  const encoding = request.headers['content-encoding']?.toLowerCase() || 'identity';
  if (encoding !== 'identity') {
    request.log.warn({ status: 415, encoding }, 'Rejected a body in an unsupported encoding');
    return reply.code(415).send({ error: 'Content-Encoding is not supported: send the body as it is' });
  }
  request.headers['content-type'] ||= 'application/json';
  return undefined;
}

/** Microsoft's own SDK echoes them, and its engineers search by them (Graph §5.4). */
function echoIds(request: FastifyRequest, reply: FastifyReply): void {
  const { 'x-microsoft-skype-message-id': messageId, 'scenario-id': scenarioId } = request.headers;
  if (typeof messageId === 'string') reply.header('Client-Request-Id', messageId);
  if (typeof scenarioId === 'string') reply.header('Scenario-Id', scenarioId);
}

/** Microsoft's engineers trace a call through all their services by it. Truncated, since anybody may send one. */
function logChainId(request: FastifyRequest): void {
  const { 'x-microsoft-skype-chain-id': chainId } = request.headers;
  if (typeof chainId === 'string') request.log = request.log.child({ chainId: chainId.slice(0, 100) });
}

async function receive(deps: AppDeps & DeliverDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { verifiedToken, callbackRoute: route, body, log } = request;
  if (!verifiedToken) throw new Error('A request bypassed authentication');
  const receivedAt = new Date(startOf(reply)).toISOString();
  const parsed = parseBody(Buffer.isBuffer(body) ? body : undefined);
  if (parsed.kind !== 'batch') {
    deps.metrics.withoutBatch.inc({ reason: parsed.kind });
    log.info({ body: parsed.kind }, "Not in Graph's format; replied 204 so that it is sent again");
    return reply.code(204).send();
  }
  // Only counted: nobody has shown what `tid` contains in calls across tenants, and two signatures protect us already.
  if (route && normalizeId(route.leg.tenantId) !== normalizeId(verifiedToken.tenantId)) deps.metrics.otherTenants.inc();
  const { events, incoming, ignored } = readNotifications(parsed.items, receivedAt);
  deps.metrics.ignored.inc(ignored);
  await deliver({ ...deps, log }, { events, incoming, route, tenantId: verifiedToken.tenantId });
  return reply.code(202).send();
}

/** When the request began to arrive: fetching keys may have taken a while, and Graph's answer window is running. */
function startOf(reply: FastifyReply): number {
  return Date.now() - reply.elapsedTime;
}
