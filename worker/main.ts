import { Runtime } from '@temporalio/worker';
import { errorMessage } from '../workflows/contract/errors.ts';
import { createLogger, toTemporalLogger } from './logger.ts';
import { runWorker } from './run-worker.ts';
import { readSettings } from './settings.ts';

// Until the settings are read: their faults must be seen.
let logger = createLogger('info');

try {
  const settings = readSettings(process.env);
  logger = createLogger(settings.logLevel);
  // Before any connection: the first use of the SDK would otherwise install a runtime with its own logger.
  Runtime.install({ logger: toTemporalLogger(logger), telemetryOptions: { logging: { filter: 'WARN', forward: {} } } });
  await runWorker(settings, logger);
} catch (error) {
  logger.fatal({ error }, errorMessage(error));
  // `fatal` has flushed the log. Once installed, the runtime would keep the process alive and catch the first SIGTERM.
  process.exit(1);
}
