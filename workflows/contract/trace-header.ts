import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { isRecord } from './is-record.ts';

/** Which span something belongs to, as W3C's Trace Context says it; ids in hex. */
export interface TraceContext {
  traceId: string;
  spanId: string;
  /** Two hex digits; the last bit says whether the trace is recorded. */
  flags: string;
  /** `tracestate`: passed on as it is. */
  state?: string;
}

/** Where Temporal's OpenTelemetry interceptors put it, in every language: who starts a run from Go or Python is understood. */
const TRACE_HEADER = '_tracer-data';
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What the headers say; undefined where they say nothing, or nothing that can be read: a header never fails a run (rule 9). */
export function readTraceContext(headers: Headers): TraceContext | undefined {
  const carried = readCarrier(headers);
  const { traceparent, tracestate } = isRecord(carried) ? carried : {};
  const [, traceId, spanId, flags] = typeof traceparent === 'string' ? (TRACEPARENT.exec(traceparent) ?? []) : [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, flags, ...(typeof tracestate === 'string' && tracestate !== '' && { state: tracestate }) };
}

export function withTraceContext(headers: Headers, { traceId, spanId, flags, state }: TraceContext): Headers {
  const carrier = { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(state !== undefined && { tracestate: state }) };
  return { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(carrier) };
}

/** Headers are not encrypted, and a caller's process may add its baggage to the context: anything at all, users' names too. */
export function withoutBaggage(headers: Headers): Headers {
  const { [TRACE_HEADER]: _, ...others } = headers;
  const context = readTraceContext(headers);
  return context ? withTraceContext(others, context) : others;
}

function readCarrier({ [TRACE_HEADER]: payload }: Headers): unknown {
  if (payload === undefined) return undefined;
  try {
    return defaultPayloadConverter.fromPayload<unknown>(payload);
  } catch {
    return undefined;
  }
}
