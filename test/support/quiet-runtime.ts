import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/** Errors only, or everything with LOG_LEVEL=debug. The SDK's runtime can be installed once in a process, before anything else uses it. */
export function quietRuntime(): void {
  if (installed) return;
  installed = true;
  const level = process.env.LOG_LEVEL === 'debug' ? 'DEBUG' : 'ERROR';
  Runtime.install({ logger: new DefaultLogger(level), telemetryOptions: { logging: { filter: level, forward: {} } } });
}
