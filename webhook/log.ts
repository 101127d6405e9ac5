import type { FastifyBaseLogger } from 'fastify';
import { type Logger, pino } from 'pino';

export type Log = FastifyBaseLogger;

/** What must never reach a log. Nothing of a notification is logged but ids of calls; these paths guard against a slip. */
const SECRET = ['authorization', 'token', 'displayName', 'replacementLink', 'callbackUri', 'url', 'headers'];

/** As pino has them. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines on stdout. */
export function createLog(level: LogLevel): Logger {
  return pino({
    base: { program: 'webhook' },
    level,
    redact: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  });
}
