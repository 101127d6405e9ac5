import { Runtime } from '@temporalio/worker';
import { errorMessage } from '../workflows/contract/errors.ts';
import { createLogger, toTemporalLogger } from './logger.ts';
import { runWorker } from './run-worker.ts';
import { readSettings } from './settings.ts';

const logger = createLogger();

try {
  const settings = readSettings(process.env);
  // Before any connection: the first use of the SDK would install a runtime with its own logger.
  Runtime.install({ logger: toTemporalLogger(logger), telemetryOptions: { logging: { filter: 'WARN', forward: {} } } });
  await runWorker(settings, logger);
} catch (error) {
  logger.fatal({ error }, errorMessage(error));
  // `fatal` has flushed the log. The runtime, once installed, would keep the process alive, and take the first SIGTERM for itself.
  process.exit(1);
}
