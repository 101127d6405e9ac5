import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** What Node calls the two that are not simply 400. */
const STATUS: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * Answers what never became a request: too slow, too many headers, no HTTP at all. Fastify's own handler would log the error, and
 * with it the packet that it came in, token and all.
 */
export function replyToBadHttp({ metrics, log }: { metrics: Metrics; log: Logger }) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    const { code = 'unknown' } = error;
    if (code === 'ECONNRESET' || socket.destroyed) return;
    const status = STATUS[code] ?? 400;
    metrics.replies.inc({ status });
    log.warn({ status, code }, 'What came in was no complete HTTP request');
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
