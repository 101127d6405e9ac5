import { fastify, type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** `/metrics`, for a port of its own: the one that Microsoft reaches shows nothing of how we fare. */
export function createMetricsApp(registry: Registry): FastifyInstance {
  const app = fastify();
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return app;
}
