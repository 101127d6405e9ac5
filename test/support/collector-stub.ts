import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import protobuf from 'protobufjs';
import { freePort } from '../temporal-server/free-port.ts';

/** A span as a collector receives it; ids in hex. */
export interface CollectedSpan {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  attributes: Record<string, string | number>;
  links: string[];
  failed: boolean;
  startedAt: number;
  endedAt: number;
}

export interface CollectorStub {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  spans: CollectedSpan[];
  /** All that came, as text: what must not stand in it is not there. */
  everything(): string;
  stop(): Promise<void>;
}

/** Of OTLP, what is read here: github.com/open-telemetry/opentelemetry-proto, trace/v1 and common/v1. */
const { root } = protobuf.parse(`syntax = "proto3";
message Request { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeSpans { repeated Span spans = 2; }
message KeyValue { string key = 1; Value value = 2; }
message Value { oneof value { string string_value = 1; int64 int_value = 3; } }
message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; fixed64 start_time_unix_nano = 7;
  fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; repeated Link links = 13; Status status = 15; }
message Link { bytes span_id = 2; }
message Status { int32 code = 3; }`);
const requestType = root.lookupType('Request');
const ERROR = 2;

interface KeyValue {
  key: string;
  value: Record<string, string | number>;
}
interface WireSpan extends Record<'traceId' | 'spanId' | 'parentSpanId', Uint8Array> {
  name: string;
  startTimeUnixNano: number;
  endTimeUnixNano: number;
  attributes: KeyValue[];
  links: { spanId: Uint8Array }[];
  status?: { code: number };
}
interface WireRequest {
  resourceSpans: { resource?: { attributes: KeyValue[] }; scopeSpans: { spans: WireSpan[] }[] }[];
}

/** An OpenTelemetry collector: takes spans over HTTP and keeps them. */
export async function startCollectorStub(): Promise<CollectorStub> {
  const spans: CollectedSpan[] = [];
  let text = '';
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    text += body.toString('latin1');
    spans.push(...spansOf(body));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  };
  const server = createServer((request, response) => void take(request, response));
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    everything: () => text,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spansOf(body: Buffer): CollectedSpan[] {
  const decoded = requestType.toObject(requestType.decode(body), { longs: Number, arrays: true }) as WireRequest;
  return decoded.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource?.attributes ?? [])['service.name']);
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => collected(service, span)));
  });
}

function collected(service: string, span: WireSpan): CollectedSpan {
  return {
    service,
    name: span.name,
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    attributes: valuesOf(span.attributes),
    links: span.links.map(({ spanId }) => hex(spanId)),
    failed: span.status?.code === ERROR,
    startedAt: span.startTimeUnixNano / 1e6,
    endedAt: span.endTimeUnixNano / 1e6,
  };
}

function valuesOf(attributes: KeyValue[]): CollectedSpan['attributes'] {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0] ?? '']));
}

function hex(id: Uint8Array = new Uint8Array()): string {
  return Buffer.from(id).toString('hex');
}
