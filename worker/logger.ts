import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import { type DestinationStream, type Logger, pino } from 'pino';
import { loggable, loggableError } from './log-metadata.ts';
import { REDACTED_PATHS } from '../workflows/contract/redaction.ts';
import type { LogLevel as Level } from '../workflows/contract/settings-schema.ts';

/**
 * JSON lines, on stdout by default: each written at once. What is kept for later is tried without end as the process exits, where
 * nobody reads it any more (sonic-boom 4.2.1, `flushSync` at EPIPE): such a worker never ended.
 */
export function createLogger(
  level: Level,
  destination: DestinationStream = pino.destination({ sync: true }),
  program = 'worker',
): Logger {
  const serializers = { err: loggableError, error: (error: unknown) => (error instanceof Error ? loggableError(error) : error) };
  return pino({ base: { program }, level, redact: REDACTED_PATHS, serializers }, destination);
}

/** Sends the log of the SDK, of activities and of workflows through pino. */
export function toTemporalLogger(logger: Logger): TemporalLogger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata) => logger[PINO_LEVELS[level]](loggable(meta), message);
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

const PINO_LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
