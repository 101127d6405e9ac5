import type { HrTime } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, type ReadableSpan, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { expect, it } from 'vitest';
import { createSafeExporter } from '../../../workflows/traces/safe-exporter.ts';
import { toReadableSpan } from '../../../workflows/traces/workflow-span.ts';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** A collector whose answers the test decides, behind the exporter. */
function setUp() {
  const sent: ReadableSpan[] = [];
  const said: string[] = [];
  const answer: { next: Result } = { next: { code: 0 } };
  const collector: SpanExporter = {
    export: (spans, done) => {
      sent.push(...spans);
      done(answer.next);
    },
    shutdown: async () => {},
  };
  const log = { info: (text: string) => void said.push(text), warn: (_: object, text: string) => void said.push(text) };
  const spanProcessors = [new SimpleSpanProcessor(createSafeExporter(collector, log))];
  const tracer = new BasicTracerProvider({ spanProcessors }).getTracer('test');
  return { sent, said, answer, tracer };
}

it('what a library puts on a span besides ids, methods and numbers stays here', async () => {
  const { sent, tracer } = setUp();
  const attributes = { 'http.route': '/api/calls', temporalTerminateReason: 'Ada asked', 'enduser.id': 'Ada' };
  const span = tracer.startSpan('a', { attributes, links: [{ context: PARENT, attributes: { name: 'Ada' } }] });
  span.setStatus({ code: 2, message: 'Ada may not' });
  span.recordException(new Error('Ada may not'));
  span.end();
  await expect.poll(() => sent).toHaveLength(1);
  const [only] = sent;
  expect(only).toMatchObject({ name: 'a', attributes: { 'http.route': '/api/calls' }, status: { code: 2 }, events: [] });
  expect(Object.keys(only?.attributes ?? {})).toEqual(['http.route']);
  expect([only?.status, only?.links]).toEqual([{ code: 2 }, [{ context: PARENT }]]);
});

it('says once that the collector is away, and once that it is back', async () => {
  const { sent, said, answer, tracer } = setUp();
  const send = async (result: Result) => {
    answer.next = result;
    const { length } = sent;
    tracer.startSpan('a').end();
    await expect.poll(() => sent).toHaveLength(length + 1);
  };
  const away = { code: 1, error: new Error('connect ECONNREFUSED') };
  await send({ code: 0 });
  await send(away);
  await send(away);
  await send({ code: 0 });
  await send({ code: 0 });
  expect(said).toEqual(['Traces do not reach the collector: they are lost, and calls go on', 'Traces reach the collector again']);
});

const PARENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };

it('a span of a run keeps its ids and times', () => {
  const context = { traceId: PARENT.traceId, spanId: '00000000000000aa', flags: '01', state: 'vendor=1' };
  const parent = { ...context, spanId: PARENT.spanId };
  const span = {
    name: 'RunWorkflow:escalateCall',
    context,
    parent,
    startedAt: 1_800_000_000_123,
    endedAt: 1_800_000_002_000,
    failed: true,
  };
  const resource = resourceFromAttributes({ 'service.name': 'worker' });
  const readable = toReadableSpan(span, { run_id: 'r' }, { resource, scope: 'test' });
  expect(readable.spanContext()).toMatchObject({ traceId: PARENT.traceId, spanId: '00000000000000aa', traceFlags: 1 });
  expect(readable.spanContext().traceState?.serialize()).toBe('vendor=1');
  expect(readable.parentSpanContext).toMatchObject({ spanId: PARENT.spanId });
  const times: HrTime[] = [readable.startTime, readable.endTime, readable.duration];
  expect(times).toEqual([
    [1_800_000_000, 123_000_000],
    [1_800_000_002, 0],
    [1, 877_000_000],
  ]);
  expect(readable.status.code).toBe(2);
});
