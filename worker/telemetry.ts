import { once } from 'node:events';
import { createServer } from 'node:net';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { BUCKETS, METRIC_PREFIX, METRICS } from '../workflows/contract/metrics.ts';
import { toError } from '../workflows/contract/errors.ts';
import { toTemporalLogger } from './logger.ts';

/** Temporal's metrics and ours, as Prometheus reads them. */
export interface Telemetry {
  metrics(): Promise<string>;
}

/** Somebody else may take a port between our finding it free and the SDK's binding to it. */
const TRIES = 5;

/**
 * Installs the SDK's runtime. Must come before any connection: the first use of the SDK would otherwise install one with a logger of its
 * own. Its exporter is an HTTP server that knows one path: it listens on this machine only, and our own port passes on what it says.
 */
export async function startTelemetry(logger: Logger): Promise<Telemetry> {
  let failure: Error | undefined;
  for (let tries = 1; tries <= TRIES; tries++) {
    const address = `127.0.0.1:${await freeLoopbackPort()}`;
    try {
      install(logger, address);
      return { metrics: async () => (await fetch(`http://${address}/metrics`)).text() };
    } catch (error) {
      failure = toError(error);
    }
  }
  throw failure ?? new Error('No port for the metrics');
}

function install(logger: Logger, bindAddress: string): void {
  Runtime.install({
    logger: toTemporalLogger(logger),
    telemetryOptions: {
      logging: { filter: 'WARN', forward: {} },
      metrics: {
        // Its value, `temporal-core-sdk`, would be the same everywhere.
        attachServiceName: false,
        prometheus: { bindAddress, useSecondsForDurations: true, histogramBucketOverrides: { ...OF_TEMPORAL, ...ours() } },
      },
    },
  });
}

/** Of latencies on the way to an answer: Temporal's own buckets have nothing between 1 and 5 s, or 0.1 and 0.5. */
const LATENCY_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60];
/** Of workflow tasks: around the 3 s that one may take (workflows/contract/start-options.ts). */
const TASK_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 10];
const OF_TEMPORAL = {
  workflow_task_schedule_to_start_latency: LATENCY_BUCKETS,
  workflow_task_execution_latency: TASK_BUCKETS,
  activity_schedule_to_start_latency: LATENCY_BUCKETS,
  activity_execution_latency: LATENCY_BUCKETS,
};

function ours(): Record<string, number[]> {
  return {
    [METRIC_PREFIX + METRICS.answerSeconds.name]: BUCKETS.answerSeconds,
    [METRIC_PREFIX + METRICS.stepSeconds.name]: BUCKETS.stepSeconds,
    [METRIC_PREFIX + METRICS.replacementSeconds.name]: BUCKETS.replacementSeconds,
    [METRIC_PREFIX + METRICS.graphRequestSeconds.name]: BUCKETS.graphRequestSeconds,
  };
}

async function freeLoopbackPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A port has no number');
  return address.port;
}
