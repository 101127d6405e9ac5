import { metricMeter } from '@temporalio/activity';
import { countWith, observeWith } from '../workflows/contract/metrics.ts';
import type { GraphExchange } from './graph/client/graph-client.ts';
import { operationOf } from './graph/client/operation-of.ts';

/** Counts and measures a request of the activity that is running. */
export function measureGraph(exchange: GraphExchange): void {
  const operation = operationOf(exchange);
  const { status, milliseconds } = exchange;
  countWith(metricMeter, 'graphRequests', { operation, status: `${status ?? 'noAnswer'}` }, 1);
  observeWith(metricMeter, 'graphRequestSeconds', { operation }, milliseconds / 1000);
  if (status === 429 || status === 503) countWith(metricMeter, 'graphThrottled', { operation }, 1);
}
