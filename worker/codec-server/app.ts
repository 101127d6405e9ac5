import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { PayloadCodec } from '@temporalio/common';
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { errorMessage } from '../../workflows/contract/errors.ts';
import { type Authenticate, IssuerUnavailable, NotAuthenticated } from './authenticate.ts';
import { payloadsSchema, toJson } from './payload-json.ts';
import type { CodecServerSettings } from './settings.ts';

export interface CodecServerDeps extends Pick<CodecServerSettings, 'origins' | 'tls'> {
  codec: PayloadCodec;
  authenticate: Authenticate;
  log: FastifyBaseLogger;
}

/** A page of history that the UI sends at once, in base64: Temporal itself takes 4 MB a message. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const LIMITS = { requestTimeout: 10_000, headersTimeout: 10_000 };
/** Those that Temporal's UI sends. */
const REQUEST_HEADERS = 'authorization, authorization-extras, content-type, x-namespace';

/**
 * Temporal's codec protocol, for its UI and CLI: `POST /decode` and `/encode`. Who may call is checked before the body is read, and
 * no part of a body is ever logged.
 */
export function createCodecServer({ codec, authenticate, origins, tls, log }: CodecServerDeps): FastifyInstance {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    serverFactory: (handler) => (tls ? createSecureServer({ ...tls, ...LIMITS }, handler) : createServer(LIMITS, handler)),
  });
  app.get('/livez', async () => ({ ok: true }));
  // A page of another origin is refused, whatever it brings along; a program sends no origin.
  app.addHook('onRequest', async ({ headers: { origin } }, reply) => {
    if (origin === undefined) return undefined;
    if (!origins.includes(origin)) return await reply.code(403).send({ error: 'This origin is not in CODEC_SERVER_ORIGINS' });
    reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin' });
    return undefined;
  });
  const turn = (what: 'decode' | 'encode') => async (request: FastifyRequest, reply: FastifyReply) => {
    const { payloads } = payloadsSchema.parse(request.body);
    const turned = await codec[what](payloads);
    const { 'x-namespace': namespace } = request.headers;
    log.info({ what, payloads: payloads.length, namespace, caller: request.caller }, 'Payloads handed out');
    return await reply.header('cache-control', 'no-store').send({ payloads: turned.map(toJson) });
  };
  app.decorateRequest('caller', '');
  const onRequest = async (request: FastifyRequest) => {
    request.caller = await authenticate(request.headers.authorization);
  };
  for (const what of ['decode', 'encode'] as const) {
    // The browser's question whether it may: it carries no token.
    app.options(`/${what}`, async (_request, reply) =>
      reply.code(204).headers({ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': REQUEST_HEADERS }).send(),
    );
    app.post(`/${what}`, { onRequest }, turn(what));
  }
  app.setErrorHandler(replyToError);
  return app;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: string;
  }
}

function replyToError(error: unknown, { log }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof NotAuthenticated) {
    log.warn({ reason: error.message }, 'Refused a request without a valid token');
    return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'The token is missing or not valid' });
  }
  if (error instanceof IssuerUnavailable) {
    log.error({ why: errorMessage(error.cause) }, error.message);
    return reply.code(503).send({ error: 'Try again' });
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 400;
  // zod's message would quote the body; the codec's names ids of keys only.
  const why = error instanceof Error && error.name !== 'ZodError' ? error.message : 'payloads: must be a list of payloads';
  log.warn({ status, why }, 'Refused a request that cannot be answered');
  return reply.code(status).send({ error: why });
}
