import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Environment } from '../contract/settings-schema.ts';
import { withoutBaggage } from '../contract/trace-header.ts';
import { isSwitchedOn } from '../traces/traces-schema.ts';

/**
 * What a client puts into the headers of starts, signals and updates: the trace that it is called in. None where OpenTelemetry's variables
 * switch nothing on; then nothing of it is loaded either. It makes nobody trace: that is the process's own affair.
 */
export async function traceInterceptors(env: Environment): Promise<WorkflowClientInterceptor[]> {
  if (!isSwitchedOn(env)) return [];
  const { OpenTelemetryWorkflowClientInterceptor } = await import('@temporalio/interceptors-opentelemetry/lib/client/index.js');
  return [new OpenTelemetryWorkflowClientInterceptor(), dropBaggage];
}

/** After Temporal's, whose headers it sees. */
const dropBaggage: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => next({ ...input, headers: withoutBaggage(input.headers) }),
  signal: (input, next) => next({ ...input, headers: withoutBaggage(input.headers) }),
  signalWithStart: (input, next) => next({ ...input, headers: withoutBaggage(input.headers) }),
  startUpdate: (input, next) => next({ ...input, headers: withoutBaggage(input.headers) }),
  query: (input, next) => next({ ...input, headers: withoutBaggage(input.headers) }),
};
