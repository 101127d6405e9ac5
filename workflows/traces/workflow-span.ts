import { type Attributes, createTraceState, type HrTime, type SpanContext, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import type { TraceContext } from '../contract/trace-header.ts';
import type { WorkflowSpan } from '../contract/workflow-span.ts';

/** A workflow's span in the form that OpenTelemetry exports: no tracer makes one whose id and times are given. */
export function toReadableSpan(
  { name, context, parent, link, startedAt, endedAt, failed }: WorkflowSpan,
  attributes: Attributes,
  { resource, scope }: { resource: Resource; scope: string },
): ReadableSpan {
  return {
    name,
    kind: SpanKind.INTERNAL,
    spanContext: () => toSpanContext(context),
    ...(parent && { parentSpanContext: { ...toSpanContext(parent), isRemote: true } }),
    startTime: toTime(startedAt),
    endTime: toTime(endedAt),
    duration: toTime(endedAt - startedAt),
    ended: true,
    status: { code: failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: link ? [{ context: toSpanContext(link) }] : [],
    events: [],
    resource,
    instrumentationScope: { name: scope },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function toSpanContext({ traceId, spanId, flags, state }: TraceContext): SpanContext {
  const traceFlags = Number.parseInt(flags, 16);
  return { traceId, spanId, traceFlags, ...(state !== undefined && { traceState: createTraceState(state) }) };
}

/** Seconds and nanoseconds. */
function toTime(milliseconds: number): HrTime {
  return [Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1_000_000];
}
