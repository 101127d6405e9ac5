import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { collectDefaultMetrics } from 'prom-client';
import { traceInterceptors } from '../workflows/client/trace-interceptors.ts';
import { causesOf, errorMessage } from '../workflows/contract/errors.ts';
import { FLUSH_LIMIT_MS, startTraces } from '../workflows/traces/start-traces.ts';
import { createCallbackAddresses } from '../activities/graph/client/callback-address.ts';
import { createApp } from './app.ts';
import { createAuthenticate } from './authenticate.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { serveMetrics } from './metrics-app.ts';
import { createNotificationKeys } from './notification-keys.ts';
import { readSettings } from './settings.ts';
import { connectTemporal } from './temporal.ts';
import { createTraceRequest } from './trace-requests.ts';

/** Not ready but still serving: load balancers probe about every second, and take an instance out after a probe or two. */
const UNREADY_FOR_MS = 2_000;
/** After that. Longer than the longest request (keys, then 8 s for an incoming call), so that every request in flight gets its reply. */
const CLOSE_TIMEOUT_MS = 12_000;

try {
  await serve();
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exit(1);
}

async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const { host, port, taskQueue, applicationId, callbackSigningKeys, openIdConfigurations, issuers, routes } = settings;
  const log = createLogger(settings.logLevel);
  const traces = await startTraces(settings.traces, log);
  const interceptors = await traceInterceptors(process.env);
  const temporal = connectTemporal(taskQueue, { log, payloadKeys: settings.payloadKeys, interceptors });
  const keys = createNotificationKeys(openIdConfigurations, (failure) => log.warn({ why: causesOf(failure) }, failure.message));
  const closing = new AbortController();
  const metrics = createMetrics();
  // CPU, memory, event loop: of the process, so only where there is one.
  collectDefaultMetrics({ register: metrics.registry });
  const metricsServer = await serveMetrics(metrics.registry, { host: settings.metricsHost, port: settings.metricsPort }, log);
  const app = createApp({
    log,
    closing: closing.signal,
    routes,
    temporal: temporal.port,
    metrics,
    addresses: createCallbackAddresses(callbackSigningKeys),
    authenticate: createAuthenticate(keys, applicationId, issuers),
    traceRequest: traces && (await createTraceRequest(traces.tracer)),
  });
  closeWithGrace({ delay: UNREADY_FOR_MS + CLOSE_TIMEOUT_MS + FLUSH_LIMIT_MS, logger: log }, async ({ err }) => {
    if (err) log.fatal({ err }, 'The webhook stops because of an unhandled error');
    closing.abort();
    if (!err) await sleep(UNREADY_FOR_MS);
    await app.close();
    await temporal.close();
    await metricsServer.app.close();
    await traces?.shutdown();
  });
  await app.listen({ host, port });
  log.info({ routes: routes.length, metricsAddress: metricsServer.address }, 'The webhook is listening');
}
