import { fastify, type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Logger } from './logger.ts';

/** `/metrics`, for a port of its own: the one that Microsoft reaches shows nothing of how we fare. */
export function createMetricsApp(registry: Registry): FastifyInstance {
  const app = fastify();
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return app;
}

/** Serves it. A port that is taken, by another webhook on this machine say, must not keep calls from us: any free one will do, and the log says so. */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { host: string; port: number },
  log: Pick<Logger, 'warn'>,
): Promise<{ app: FastifyInstance; address: string }> {
  const app = createMetricsApp(registry);
  try {
    return { app, address: await app.listen({ host, port }) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const another = createMetricsApp(registry);
    const address = await another.listen({ host, port: 0 });
    log.warn(
      { wanted: port, address },
      'METRICS_PORT is taken: metrics are on another port. Set METRICS_PORT for each webhook of a machine',
    );
    return { app: another, address };
  }
}
