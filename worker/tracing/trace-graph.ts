import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { GraphExchange } from '../../activities/graph/client/graph-client.ts';
import { operationOf, templateOf } from '../../activities/graph/client/operation-of.ts';

/**
 * Makes the span of a request to Graph, once it is over, within that of the activity that sent it. By Graph's `request-id` Microsoft finds
 * the request; no id of a person or a call is in the span's name. Graph is told nothing of the trace.
 */
export function createTraceGraph(tracer: Tracer): (exchange: GraphExchange) => void {
  return (exchange) => {
    const { method, status, milliseconds, clientRequestId, requestId } = exchange;
    const endTime = Date.now();
    const template = templateOf(exchange);
    const span = tracer.startSpan(template === undefined ? method : `${method} ${template}`, {
      kind: SpanKind.CLIENT,
      startTime: endTime - milliseconds,
      attributes: {
        'http.request.method': method,
        ...(template !== undefined && { 'url.template': template }),
        ...(status !== undefined && { 'http.response.status_code': status }),
        'graph.operation': operationOf(exchange),
        'graph.client_request_id': clientRequestId,
        ...(requestId !== undefined && { 'graph.request_id': requestId }),
      },
    });
    if (status === undefined || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endTime);
  };
}
