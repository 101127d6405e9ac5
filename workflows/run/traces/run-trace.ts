import { proxySinks, workflowInfo } from '@temporalio/workflow';
import type { TraceContext } from '../../contract/trace-header.ts';
import type { TraceSinks, WorkflowSpan } from '../../contract/workflow-span.ts';
import { isFault } from './is-fault.ts';

/** The spans of one run. */
export interface RunTrace {
  /** Of the run's own span. */
  context(): TraceContext;
  /** All of the run, below its starter's span. */
  run<T>(name: string, starter: TraceContext | undefined, execute: () => Promise<T>): Promise<T>;
  /** What came from outside, below its sender's span, and linked to the run: a notification is the effect of another request. */
  received<T>(name: string, sender: TraceContext | undefined, handle: () => Promise<T>): Promise<T>;
  /** What the run asks for, until its answer has come. */
  sent<T>(name: string, send: (context: TraceContext) => Promise<T>): Promise<T>;
}

const RECORDED = 1;

/**
 * Span ids are counted, not drawn: a replay makes the same ones, so what was sent before a crash keeps its parent, and the run's random
 * numbers stay as they are.
 */
export function createRunTrace(): RunTrace {
  const { runId } = workflowInfo();
  const hex = runId.replaceAll('-', '');
  const { traces } = proxySinks<TraceSinks>();
  let spans = 0;
  let ofRun: TraceContext | undefined;

  /** Unique within the trace, which other runs share: 48 random bits of the run's id, and a number. */
  const nextIn = (parent: Pick<TraceContext, 'traceId' | 'flags' | 'state'>): TraceContext => ({
    ...parent,
    spanId: hex.slice(-12) + (spans++ % 0x1_00_00).toString(16).padStart(4, '0'),
  });
  /** A run whose starter traces nothing is a trace by itself. */
  const context = () => (ofRun ??= nextIn({ traceId: hex, flags: '01' }));

  /** The span ends beside the promise, whose own order of events stays as it was. Times are told, nothing is decided by them. */
  function until<T>(span: Pick<WorkflowSpan, 'name' | 'context' | 'parent' | 'link'>, result: Promise<T>): Promise<T> {
    const startedAt = Date.now();
    const end = (failed: boolean) => {
      if ((Number.parseInt(span.context.flags, 16) & RECORDED) !== 0)
        traces.ended({ ...span, startedAt, endedAt: Date.now(), failed });
    };
    void result.then(
      () => end(false),
      (error: unknown) => end(isFault(error)),
    );
    return result;
  }

  return {
    context,
    run: (name, starter, execute) => {
      ofRun = starter && nextIn(starter);
      return until({ name, context: context(), ...(starter && { parent: starter }) }, execute());
    },
    received: (name, sender, handle) => {
      const parent = sender ?? context();
      const span = { name, context: nextIn(parent), parent, ...(sender && { link: context() }) };
      return until(span, handle());
    },
    sent: (name, send) => {
      const parent = context();
      const span = { name, context: nextIn(parent), parent };
      return until(span, send(span.context));
    },
  };
}
