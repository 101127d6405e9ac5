import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { REDACTED_PATHS } from '../workflows/contract/redaction.ts';

export type Logger = FastifyBaseLogger;

/** Pino's. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines, on stdout by default. */
export function createLogger(level: LogLevel, destination?: DestinationStream): PinoLogger {
  return pino({ base: { program: 'webhook' }, level, redact: REDACTED_PATHS }, destination);
}
