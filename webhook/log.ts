import type { FastifyBaseLogger } from 'fastify';
import { type Logger, pino } from 'pino';

export type Log = FastifyBaseLogger;

/** What must never reach a log. Nothing of a notification is logged but ids of calls; these paths guard against a slip. */
const SECRET = ['authorization', 'token', 'displayName', 'replacementLink', 'callbackUri', 'url', 'headers'];

/** JSON lines on stdout. `LOG_LEVEL` as pino has it. */
export function createLog(): Logger {
  return pino({
    base: { program: 'webhook' },
    level: process.env.LOG_LEVEL ?? 'info',
    redact: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  });
}
