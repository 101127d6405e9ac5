import type { FastifyPluginCallback } from 'fastify';
import type { TemporalPort } from './temporal-port.ts';

/** A load balancer probes every instance every few seconds. */
const RECHECK_AFTER_MS = 2_000;

export interface HealthDeps {
  temporal: TemporalPort;
  /** Aborted a while before the webhook closes, so that load balancers stop sending requests. */
  closing?: AbortSignal;
}

/** `/livez`: the process responds. `/readyz`: it is not closing, and Temporal can be reached and has our namespace. */
export function healthRoutes({ temporal, closing }: HealthDeps): FastifyPluginCallback {
  let last: { reachable: Promise<boolean>; at: number } | undefined;
  const reachable = () => {
    if (!last || Date.now() - last.at > RECHECK_AFTER_MS) last = { reachable: temporal.isReachable(), at: Date.now() };
    return last.reachable;
  };
  return (app, _options, done) => {
    app.get('/livez', () => ({ status: 'ok' }));
    app.get('/readyz', async (_request, reply) => {
      if (closing?.aborted) return reply.code(503).send({ status: 'unavailable', why: 'The webhook is closing' });
      if (await reachable()) return { status: 'ok' };
      return reply.code(503).send({ status: 'unavailable', why: 'Temporal cannot be reached, or has no such namespace' });
    });
    done();
  };
}
