import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured logs on standard output. Nothing of a notification is logged but ids of calls; the paths below guard against a slip. */
export function createLog(): Log {
  return pino({
    name: 'webhook',
    level: process.env.LOG_LEVEL ?? 'info',
    redact: ['req.headers.authorization', '*.displayName', '*.token', '*.replacementLink', '*.authorization'],
  });
}
