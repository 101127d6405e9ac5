import { createLogger } from '../../worker/logger.ts';

/** Program: logs as a worker that ends, a line right after the other. */
const logger = createLogger('info');
// When the log is in use.
await new Promise((resolve) => setImmediate(resolve));
logger.info('worker is draining');
logger.info('worker has stopped');
process.exit();
