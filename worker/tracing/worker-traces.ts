import type { WorkerOptions } from '@temporalio/worker';
import type { GraphExchange } from '../../activities/graph/client/graph-client.ts';
import { startTraces, type TracesLog } from '../../workflows/traces/start-traces.ts';
import type { TraceSettings } from '../../workflows/traces/traces-schema.ts';

/** What a worker that traces is made with. */
export interface WorkerTraces {
  options: Pick<WorkerOptions, 'interceptors' | 'sinks'>;
  /** Called after each request to Graph, in its activity. */
  onExchange(exchange: GraphExchange): void;
  shutdown(): Promise<void>;
}

/** Undefined where the settings switch nothing on: then nothing of OpenTelemetry is loaded. */
export async function startWorkerTraces(settings: TraceSettings, log: TracesLog): Promise<WorkerTraces | undefined> {
  const traces = await startTraces(settings, log);
  if (!traces) return undefined;
  const [{ traceOptions }, { createTraceGraph }] = await Promise.all([import('./trace-options.ts'), import('./trace-graph.ts')]);
  return { options: traceOptions(traces), onExchange: createTraceGraph(traces.tracer), shutdown: traces.shutdown };
}
