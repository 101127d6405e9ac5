import { fastify, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { CallbackAddresses, CallbackRoute } from '../activities/graph/callback-address.ts';
import { foldId } from '../workflows/contract/call-id.ts';
import { readNotifications } from '../activities/graph/read-notifications.ts';
import type { Authenticate, Authentic } from './authenticate.ts';
import { deliver, type DeliverDeps } from './deliver.ts';
import { healthRoutes } from './health.ts';
import { parseBody } from './parse-body.ts';
import { replyToError } from './reply-to-error.ts';

export interface AppDeps extends DeliverDeps {
  authenticate: Authenticate;
  addresses: CallbackAddresses;
}

/** A roster of 300 people is 0.6 MB. */
const LARGEST_BODY = 2 * 1024 * 1024;

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
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = fastify({
    loggerInstance,
    disableRequestLogging: true,
    bodyLimit: LARGEST_BODY,
    requestTimeout: 10_000,
    keepAliveTimeout: 75_000,
  });
  app.decorateRequest('authentic', null);
  app.decorateRequest('callbackRoute', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(replyToError(deps));
  app.register(healthRoutes(deps));
  const checks = {
    onRequest: (request: FastifyRequest, reply: FastifyReply) => check(deps, request, reply),
    onResponse: async (_request: FastifyRequest, reply: FastifyReply) => {
      deps.metrics.replies.inc({ status: reply.statusCode });
      deps.metrics.seconds.observe(reply.elapsedTime / 1000);
    },
  };
  app.post('/api/calls', checks, (request, reply) => receive(deps, request, reply));
  app.post('/api/calls/:address', checks, (request, reply) => receive(deps, request, reply));
  return app;
}

/** What can be told from the request's head: the token first, then the address. */
async function check(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  echoIds(request, reply);
  request.authentic = await deps.authenticate(request.headers.authorization);
  const { address } = Object(request.params);
  if (typeof address === 'string') {
    request.callbackRoute = await deps.addresses.verify(address);
    if (!request.callbackRoute) return reply.callNotFound();
  }
  request.headers['content-type'] ??= 'application/json';
}

/** Microsoft's SDK sends them back, and its engineers search by them (reference §5.4). */
function echoIds(request: FastifyRequest, reply: FastifyReply): void {
  const { 'x-microsoft-skype-message-id': messageId, 'scenario-id': scenarioId } = request.headers;
  if (typeof messageId === 'string') reply.header('Client-Request-Id', messageId);
  if (typeof scenarioId === 'string') reply.header('Scenario-Id', scenarioId);
}

async function receive(deps: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { authentic, callbackRoute: route, body } = request;
  if (!authentic) throw new Error('A request got past its authentication');
  const receivedAt = new Date().toISOString();
  const items = parseBody(typeof body === 'string' ? body : undefined);
  if (!items) return reply.code(204).send();
  // Counted only: nobody has shown what `tid` holds in calls across tenants, and two signatures are the guard.
  if (route && foldId(route.tenantId) !== foldId(authentic.tenantId)) deps.metrics.otherTenants.inc();
  const { notifications, passedOver } = readNotifications(items, receivedAt);
  deps.metrics.passedOver.inc(passedOver);
  await deliver(deps, { notifications, route, tenantId: authentic.tenantId, receivedAt });
  return reply.code(202).send();
}
