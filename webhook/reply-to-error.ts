import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { NotificationTokenRejected } from './authenticate.ts';
import { causesOf } from './causes-of.ts';
import type { Metrics } from './metrics.ts';
import { KeysUnavailable } from './notification-keys.ts';
import { NotificationBodyRejected } from './parse-body.ts';
import { TemporalUnavailable } from './temporal-port.ts';

/** Seconds; Graph's own back-off is not documented. */
const COME_AGAIN_AFTER = '1';

/** One status code for each thing that can be wrong (design, Webhook). The sender learns no more than that; the log tells the rest. */
export function replyToError(metrics: Metrics) {
  return (error: FastifyError | Error, { log }: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof NotificationTokenRejected) {
      metrics.refusedTokens.inc({ reason: error.reason });
      log.warn({ reason: error.reason }, 'A notification without a valid token was refused');
      return reply.code(403).send({ error: 'The token is missing or not valid' });
    }
    if (error instanceof NotificationBodyRejected) {
      log.warn(error.message);
      return reply.code(400).send({ error: error.message });
    }
    if (error instanceof TemporalUnavailable || error instanceof KeysUnavailable) {
      log.error({ why: causesOf(error) }, error.message);
      return reply.code(503).header('Retry-After', COME_AGAIN_AFTER).send({ error: 'Try again' });
    }
    const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
    if (status < 500) {
      log.warn({ status, why: error.message }, 'A request that cannot be read was refused');
      return reply.code(status).send({ error: error.message });
    }
    log.error({ err: error }, 'A notification could not be processed');
    return reply.code(500).send({ error: 'Not processed' });
  };
}
