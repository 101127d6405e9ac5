import {
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { InjectedSinks, WorkerOptions } from '@temporalio/worker';
import type { TraceSinks } from '../../workflows/contract/workflow-span.ts';
import type { Traces } from '../../workflows/traces/start-traces.ts';

/** Temporal's interceptors for activities, and the sink of our own for runs (workflows/run/README.md, Traces change no replay). */
export function traceOptions(traces: Traces): Pick<WorkerOptions, 'interceptors' | 'sinks'> {
  const sinks: InjectedSinks<TraceSinks> = {
    traces: {
      // Not in a replay: the spans of then were sent then.
      ended: { fn: ({ workflowId, runId }, span) => traces.record(span, { temporalWorkflowId: workflowId, run_id: runId }) },
    },
  };
  return {
    interceptors: {
      activity: [
        (context) => ({
          inbound: new OpenTelemetryActivityInboundInterceptor(context, { tracer: traces.tracer }),
          outbound: new OpenTelemetryActivityOutboundInterceptor(context),
        }),
      ],
    },
    sinks,
  };
}
