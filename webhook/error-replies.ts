import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { causesOf } from '../workflows/contract/errors.ts';
import { NotificationTokenRejected } from './authenticate.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { KeysUnavailable } from './notification-keys.ts';
import { NotificationBodyRejected } from './parse-body.ts';
import { TemporalUnavailable } from './temporal-port.ts';

/** Graph's own back-off is not documented. */
const RETRY_AFTER_SECONDS = '1';

/** One status code for each thing that can be wrong (webhook/README.md, Replies). The sender learns no more than that; the log has the rest. */
export function replyToError(metrics: Metrics) {
  return (error: FastifyError | Error, { log }: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof NotificationTokenRejected) {
      metrics.refusedTokens.inc({ reason: error.reason });
      log.warn({ reason: error.reason }, 'Rejected a notification without a valid token');
      return reply.code(403).send({ error: 'The token is missing or not valid' });
    }
    if (error instanceof NotificationBodyRejected) {
      log.warn(error.message);
      return reply.code(400).send({ error: error.message });
    }
    if (error instanceof TemporalUnavailable || error instanceof KeysUnavailable) {
      log.error({ why: causesOf(error) }, error.message);
      return reply.code(503).header('Retry-After', RETRY_AFTER_SECONDS).send({ error: 'Try again' });
    }
    const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
    if (status < 500) {
      log.warn({ status, why: error.message }, 'Rejected a request that cannot be read');
      return reply.code(status).send({ error: error.message });
    }
    log.error({ err: error }, 'Could not process a notification');
    return reply.code(500).send({ error: 'Not processed' });
  };
}

/** Node's codes for everything that is not simply 400. */
const STATUS_BY_CODE: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * Answers what never became a request: too slow, too many headers, not HTTP at all. Fastify's own handler would log the error, and
 * with it the packet that it came in, token included.
 */
export function replyToBadHttp({ metrics, log }: { metrics: Metrics; log: Logger }) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    const { code = 'unknown' } = error;
    if (code === 'ECONNRESET' || socket.destroyed) return;
    const status = STATUS_BY_CODE[code] ?? 400;
    metrics.replies.inc({ status });
    log.warn({ status, code }, 'Received something that is not a complete HTTP request');
    const body = JSON.stringify({ error: STATUS_CODES[status] });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    socket.destroySoon();
  };
}
