import type { TraceContext } from './trace-header.ts';

/** A worker that traces puts `globalThis.traceRuns = true` before the bundle (worker/bundle/with-flags.ts). */
export const TRACE_RUNS = 'traceRuns';

/** A span of a run, as it leaves the sandbox: ids, times and words of ours. Nothing of an error, whose message may name people. */
export interface WorkflowSpan {
  /** Such as `StartActivity:answer`: Temporal's names. */
  name: string;
  context: TraceContext;
  parent?: TraceContext;
  /** A span of another trace that this one has to do with. */
  link?: TraceContext;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt: number;
  failed: boolean;
}

/** What the worker is told by workflow code. A type, for the SDK wants an index signature. */
export type TraceSinks = { traces: { ended(span: WorkflowSpan): void } };
