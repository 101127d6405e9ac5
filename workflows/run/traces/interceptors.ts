import type {
  WorkflowInboundCallsInterceptor,
  WorkflowInterceptors,
  WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';
import { workflowInfo } from '@temporalio/workflow';
import { readTraceContext, withTraceContext } from '../../contract/trace-header.ts';
import { TRACE_RUNS } from '../../contract/workflow-span.ts';
import { createRunTrace, type RunTrace } from './run-trace.ts';

/**
 * Part of every bundle, called once a run. Where nothing is traced a run has no interceptor, and so no promise, more than without this
 * file. Why not Temporal's own: workflows/run/README.md, Traces change no replay.
 */
export const interceptors = (): WorkflowInterceptors => {
  if (!(TRACE_RUNS in globalThis)) return {};
  const trace = createRunTrace();
  return { inbound: [inboundOf(trace)], outbound: [outboundOf(trace)] };
};

/** Each hands on the very promise that it is given: one more would change the order in which workflow code goes on. */
function inboundOf(trace: RunTrace): WorkflowInboundCallsInterceptor {
  return {
    execute: (input, next) =>
      trace.run(`RunWorkflow:${workflowInfo().workflowType}`, readTraceContext(input.headers), () => next(input)),
    handleSignal: (input, next) =>
      trace.received(`HandleSignal:${input.signalName}`, readTraceContext(input.headers), () => next(input)),
    handleUpdate: (input, next) =>
      trace.received(`HandleUpdate:${input.name}`, readTraceContext(input.headers), () => next(input)),
  };
}

function outboundOf(trace: RunTrace): WorkflowOutboundCallsInterceptor {
  return {
    scheduleActivity: (input, next) =>
      trace.sent(`StartActivity:${input.activityType}`, (context) =>
        next({ ...input, headers: withTraceContext(input.headers, context) }),
      ),
    scheduleLocalActivity: (input, next) =>
      trace.sent(`StartActivity:${input.activityType}`, (context) =>
        next({ ...input, headers: withTraceContext(input.headers, context) }),
      ),
    startChildWorkflowExecution: (input, next) =>
      trace.sent(`StartChildWorkflow:${input.workflowType}`, (context) =>
        next({ ...input, headers: withTraceContext(input.headers, context) }),
      ),
    signalWorkflow: (input, next) =>
      trace.sent(`SignalWorkflow:${input.signalName}`, (context) =>
        next({ ...input, headers: withTraceContext(input.headers, context) }),
      ),
    // The next run belongs to the same trace, as a part of this one.
    continueAsNew: (input, next) => next({ ...input, headers: withTraceContext(input.headers, trace.context()) }),
    getLogAttributes: (input, next) => {
      const { traceId, spanId } = trace.context();
      return next({ trace_id: traceId, span_id: spanId, ...input });
    },
  };
}
