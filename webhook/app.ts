import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { CallbackAddresses, CallbackRoute } from '../activities/graph/client/callback-address.ts';
import { isJsonObject, text } from '../activities/graph/read/json.ts';
import { readNotifications } from '../activities/graph/read/notifications.ts';
import { normalizeId } from '../workflows/contract/call-id.ts';
import type { Authenticate, Authentic } from './authenticate.ts';
import { deliver, type DeliverDeps } from './deliver.ts';
import { type HealthDeps, healthRoutes } from './health.ts';
import { parseBody } from './parse-body.ts';
import { replyToBadHttp } from './reply-to-bad-http.ts';
import { replyToError } from './reply-to-error.ts';

export interface AppDeps extends DeliverDeps, Pick<HealthDeps, 'closing'> {
  authenticate: Authenticate;
  addresses: CallbackAddresses;
}

/** A roster of 300 people is 0.6 MB. */
const LARGEST_BODY = 2 * 1024 * 1024;
/** From a request's first byte to its last; then 408, so that slow senders cannot hold connections. */
const SENT_WITHIN = 10_000;

declare module 'fastify' {
  interface FastifyRequest {
    authentic: Authentic | null;
    callbackRoute: CallbackRoute | undefined;
  }
}

/**
 * The webhook as an app without a socket. The order of the checks is the design's: token, address, content type, size, JSON, and
 * only then Temporal; nothing of an unauthenticated body is parsed.
 */
export function createApp(deps: AppDeps): FastifyInstance {
  const app = fastify({
    loggerInstance: deps.log,
    // Fastify's own lines hold the URL, and with it the callback address.
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-microsoft-skype-message-id',
    bodyLimit: LARGEST_BODY,
    requestTimeout: SENT_WITHIN,
    // Node swaps the two limits where that of the headers is the longer one (60 s by default), and probes only every 30 s.
    http: { headersTimeout: SENT_WITHIN, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: replyToBadHttp(deps),
    keepAliveTimeout: 75_000,
    // What still comes in on a connection that is open is served: Fastify's own 503 asks for no token, and is not counted.
    return503OnClosing: false,
    // Fastify's default of 100 would not let our addresses through.
    routerOptions: { maxParamLength: 1_000, ignoreTrailingSlash: true },
  });
  app.decorateRequest('authentic', null);
  app.decorateRequest('callbackRoute', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json\b/i, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler(replyToError(deps.metrics));
  letConnectionsEnd(app);
  app.register(healthRoutes(deps));
  const hooks = {
    onRequest: (request: FastifyRequest, reply: FastifyReply) => checkHead(deps, request, reply),
    onResponse: async (_request: FastifyRequest, reply: FastifyReply) => {
      deps.metrics.replies.inc({ status: reply.statusCode });
      deps.metrics.seconds.observe(reply.elapsedTime / 1000);
    },
  };
  app.post('/api/calls', hooks, (request, reply) => receive(deps, request, reply));
  app.post('/api/calls/:address', hooks, (request, reply) => receive(deps, request, reply));
  return app;
}

/** Closing, Node ends the connections that are idle then; one that was busy would be kept open for its sender's next request. */
function letConnectionsEnd(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onResponse', async () => {
    if (isClosing) app.server.closeIdleConnections();
  });
}

/** What can be told from the request's head: the token first, then the address, then the encoding. Answers by itself where one of them is wrong. */
async function checkHead(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  withChainId(request);
  echoIds(request, reply);
  request.authentic = await deps.authenticate(request.headers.authorization);
  const address = isJsonObject(request.params) ? text(request.params, 'address') : undefined;
  if (address !== undefined) {
    request.callbackRoute = await deps.addresses.verify(address);
    if (!request.callbackRoute) {
      request.log.warn('A notification came in on an address that none of the keys in CALLBACK_SIGNING_KEY has signed');
      return reply.code(404).send({ error: 'Not an address of ours' });
    }
  }
  // Names of encodings are compared without case (RFC 9110 §8.4.1), and an empty header says no more than none.
  const encoding = request.headers['content-encoding']?.toLowerCase() || 'identity';
  if (encoding !== 'identity') {
    request.log.warn({ status: 415, encoding }, 'A body in an encoding that is not supported was refused');
    return reply.code(415).send({ error: 'Content-Encoding is not supported: send the body as it is' });
  }
  request.headers['content-type'] ||= 'application/json';
  return undefined;
}

/** Microsoft's SDK sends them back, and its engineers search by them (reference §5.4). */
function echoIds(request: FastifyRequest, reply: FastifyReply): void {
  const { 'x-microsoft-skype-message-id': messageId, 'scenario-id': scenarioId } = request.headers;
  if (typeof messageId === 'string') reply.header('Client-Request-Id', messageId);
  if (typeof scenarioId === 'string') reply.header('Scenario-Id', scenarioId);
}

/** By it Microsoft's engineers find a call through all their services; cut, for anybody may send one. */
function withChainId(request: FastifyRequest): void {
  const { 'x-microsoft-skype-chain-id': chainId } = request.headers;
  if (typeof chainId === 'string') request.log = request.log.child({ chainId: chainId.slice(0, 100) });
}

async function receive(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { authentic, callbackRoute: route, body, log } = request;
  if (!authentic) throw new Error('A request got past its authentication');
  // When it began to come in: keys may have been fetched meanwhile, and Graph's answer window runs.
  const receivedAt = new Date(Date.now() - reply.elapsedTime).toISOString();
  const parsed = parseBody(Buffer.isBuffer(body) ? body : undefined);
  if (parsed.is !== 'batch') {
    deps.metrics.withoutBatch.inc({ reason: parsed.is });
    log.info({ body: parsed.is }, 'Not in the form of Graph; it is asked to come again');
    return reply.code(204).send();
  }
  // Counted only: nobody has shown what `tid` holds in calls across tenants, and two signatures are the guard.
  if (route && normalizeId(route.leg.tenantId) !== normalizeId(authentic.tenantId)) deps.metrics.otherTenants.inc();
  const { events, incoming, ignored } = readNotifications(parsed.items, receivedAt);
  deps.metrics.ignored.inc(ignored);
  await deliver({ ...deps, log }, { events, incoming, route, tenantId: authentic.tenantId });
  return reply.code(202).send();
}
