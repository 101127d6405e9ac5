import type { FastifyBaseLogger } from 'fastify';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { REDACTED_PATHS } from '../workflows/contract/redaction.ts';
import type { LogLevel } from '../workflows/contract/settings-schema.ts';

export type Logger = FastifyBaseLogger;

/** JSON lines, on stdout by default. */
export function createLogger(level: LogLevel, destination?: DestinationStream): PinoLogger {
  return pino({ base: { program: 'webhook' }, level, redact: REDACTED_PATHS }, destination);
}
