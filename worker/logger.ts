import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import { type Logger, pino, stdSerializers } from 'pino';

/** What must never reach a log, wherever it turns up in what is logged. */
const SECRET = ['authorization', 'accessToken', 'clientSecret', 'token', 'displayName', 'callbackUri', 'passcode'];

/** JSON lines on stdout. */
export function createLogger(): Logger {
  return pino({
    base: { program: 'worker' },
    redact: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
  });
}

/** The SDK's log, and that of activities and workflows, through pino. */
export function toTemporalLogger(logger: Logger): TemporalLogger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata) => logger[PINO_LEVELS[level]](meta ?? {}, message);
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
