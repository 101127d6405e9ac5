import { errorMessage } from '../workflows/contract/errors.ts';
import { createLogger } from './logger.ts';
import { runWorker } from './run-worker.ts';
import { readSettings } from './settings.ts';
import { startTelemetry } from './telemetry.ts';

// Until the settings are read: their faults must be seen.
let logger = createLogger('info');

try {
  const settings = readSettings(process.env);
  logger = createLogger(settings.logLevel);
  await runWorker(settings, await startTelemetry(logger), logger);
  // Traces that are still on their way to a collector that does not answer would keep the process for their time-out.
  process.exit();
} catch (error) {
  logger.fatal({ error }, errorMessage(error));
  // `fatal` has flushed the log. Once installed, the runtime would keep the process alive and catch the first SIGTERM.
  process.exit(1);
}
