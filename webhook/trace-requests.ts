import type { ServerResponse } from 'node:http';
import type { Tracer } from '@opentelemetry/api';

export interface TracedRequest {
  /** Without the callback address, which names a call. */
  route: string;
  /** When it began to arrive, in ms since 1970. */
  startedAt: number;
  response: ServerResponse;
}

/** For log lines, under the names that Temporal's interceptors give them in the worker's. */
export interface TraceIds {
  trace_id: string;
  span_id: string;
}

/** Handles a request within a span of its own, which ends with the response. */
export type TraceRequest = <T>(request: TracedRequest, handle: (ids?: TraceIds) => Promise<T>) => Promise<T>;

/**
 * Of authenticated requests alone: whoever else knocks makes no work for the collector. A `traceparent` that came along is not followed:
 * an address on the internet trusts nobody's.
 */
export async function createTraceRequest(tracer: Tracer): Promise<TraceRequest> {
  const { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api');
  return ({ route, startedAt, response }, handle) => {
    const attributes = { 'http.request.method': 'POST', 'http.route': route };
    const span = tracer.startSpan(`POST ${route}`, { kind: SpanKind.SERVER, startTime: startedAt, attributes }, ROOT_CONTEXT);
    response.once('close', () => {
      // A sender who has gone away has seen no status.
      if (response.headersSent) span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    const { traceId, spanId } = span.spanContext();
    return context.with(trace.setSpan(ROOT_CONTEXT, span), () => handle({ trace_id: traceId, span_id: spanId }));
  };
}
