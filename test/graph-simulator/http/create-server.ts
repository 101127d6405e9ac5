import { type FastifyInstance, fastify } from 'fastify';
import { ZodError, z } from 'zod';
import type { Certificate } from './certificate.ts';

/** An HTTPS server that reads JSON and forms, and answers errors in Graph's shape. */
export function createServer({ cert, key }: Certificate): FastifyInstance {
  const server: FastifyInstance = fastify({ https: { cert, key }, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, text: string | Buffer) => {
    // keepAlive and reject come with the type of a body and without one.
    return text.length === 0 ? undefined : parseJson(String(text));
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, text: string | Buffer) => Object.fromEntries(new URLSearchParams(String(text))),
  );
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: { code: 'UnknownError', message: `There is no ${request.method} ${request.url}.` } }),
  );
  server.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const isZod = error instanceof ZodError;
    const status = isZod ? 400 : (error.statusCode ?? 500);
    const message = isZod ? z.prettifyError(error) : error.message;
    return reply.code(status).send({ error: { code: status < 500 ? 'BadRequest' : '9999', message } });
  });
  return server;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new Error('The body is no JSON.', { cause }), { statusCode: 400 });
  }
}
