import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { messageWithCauses } from '../contract/errors.ts';
import type { TracesLog } from './start-traces.ts';

/** Ids of calls, runs and requests, methods, routes and numbers. Whatever a library adds to a span besides does not leave the process. */
const ATTRIBUTES: readonly string[] = [
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'url.template',
  'graph.operation',
  'graph.request_id',
  'graph.client_request_id',
  'temporalWorkflowId',
  'temporalActivityId',
  'run_id',
];

/**
 * Sends spans without what may name people: Temporal's interceptors put messages and stack traces of errors on theirs, and in these
 * stand Graph's words, or a starter's. What becomes of the sending is told once when it begins to fail, and once when it works again.
 */
export function createSafeExporter(exporter: SpanExporter, log: TracesLog): SpanExporter {
  let failing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans.map(safe), (result) => {
        const fails = result.error !== undefined;
        if (fails && !failing)
          log.warn({ why: messageWithCauses(result.error) }, 'Traces do not reach the collector: they are lost, and calls go on');
        if (!fails && failing) log.info('Traces reach the collector again');
        failing = fails;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function safe(span: ReadableSpan): ReadableSpan {
  const { parentSpanContext } = span;
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: allowed(span.attributes),
    links: span.links.map(({ context }) => ({ context })),
    events: [],
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

function allowed(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => ATTRIBUTES.includes(name)));
}
