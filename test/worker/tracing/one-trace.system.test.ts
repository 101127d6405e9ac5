import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { withFlags } from '../../../worker/bundle/with-flags.ts';
import { readTraceContext } from '../../../workflows/contract/trace-header.ts';
import { TRACE_RUNS } from '../../../workflows/contract/workflow-span.ts';
import { readDataConverter } from '../../../workflows/payloads/read-data-converter.ts';
import { replayHistory } from '../../histories/replay-history.ts';
import type { CollectedSpan } from '../../support/collector-stub.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { quietRuntime } from '../../support/quiet-runtime.ts';
import { newKeys } from '../../workflows/payloads/new-keys.ts';
import { foundIn, newSecrets } from '../../workflows/payloads/secret-call.ts';
import { type TracedCalls, traceCalls } from './traced-calls.ts';

const secrets = newSecrets();
const payloadKeys = newKeys('k1');
let traced: TracedCalls;

beforeAll(async () => {
  quietRuntime();
  traced = await traceCalls(secrets, payloadKeys);
}, 120_000);
afterAll(() => traced.close());

it('one connected trace leads from the webhook’s request to the requests to Graph', () => {
  const [answer] = below('POST /communications/calls/{call}/answer');
  expect(pathTo(answer)).toEqual([
    'webhook: POST /api/calls',
    'webhook: SignalWithStartWorkflow:escalateCall',
    'worker: RunWorkflow:escalateCall',
    'worker: StartActivity:answer',
    'worker: RunActivity:answer',
    'worker: POST /communications/calls/{call}/answer',
  ]);
  for (const { parentSpanId, traceId } of traced.collector.spans)
    if (parentSpanId !== '')
      expect(
        traced.collector.spans.map(({ spanId }) => spanId),
        traceId,
      ).toContain(parentSpanId);
});

it('each request to Graph has its method, path without ids, status, and the ids by which Microsoft finds it, as the log has them', () => {
  const logged = traced.programs.worker.lines.map(parse).filter(({ msg }) => msg === 'Graph request');
  const spans = traced.collector.spans.filter(({ attributes }) => 'graph.operation' in attributes);
  const ids = (of: unknown[][]) => of.map((pair) => pair.join()).toSorted();
  expect(
    ids(spans.map(({ attributes: a }) => [a['graph.client_request_id'], a['graph.request_id'], a['http.response.status_code']])),
  ).toEqual(ids(logged.map(({ clientRequestId, requestId, status }) => [clientRequestId, requestId, status])));
  expect(new Set(spans.map(({ name }) => name))).toContain('POST /communications/calls/{call}/participants/invite');
  for (const { name } of traced.collector.spans) expect(name).not.toMatch(/[0-9a-f]{8}/i);
});

it('log lines of both programs name the trace', () => {
  const [request] = below('POST /api/calls');
  const [answer] = below('RunActivity:answer');
  const ofCall = { trace_id: request?.traceId };
  const { worker, webhook } = traced.programs;
  expect(webhook.lines.map(parse)).toContainEqual(
    expect.objectContaining({
      ...ofCall,
      span_id: request?.spanId,
      callId: traced.call.id,
      msg: 'Incoming call: escalation started, or already running',
    }),
  );
  expect(worker.lines.map(parse)).toContainEqual(
    expect.objectContaining({ ...ofCall, span_id: answer?.spanId, msg: 'Graph request' }),
  );
});

it('the stay goes on in the escalation’s trace', () => {
  const [stay] = below('RunWorkflow:stayInCall');
  expect(pathTo(stay).slice(2)).toEqual([
    'worker: RunWorkflow:escalateCall',
    'worker: StartChildWorkflow:stayInCall',
    'worker: RunWorkflow:stayInCall',
  ]);
});

it('what is started from a shell belongs to the trace of the command', () => {
  const [run] = spansOf('RunWorkflow:escalateCall').filter(
    ({ attributes }) => attributes.temporalWorkflowId === traced.startedFromShell,
  );
  expect(pathTo(run)).toEqual(['client: StartWorkflow:escalateCall', 'worker: RunWorkflow:escalateCall']);
});

it('a notification is a trace of its own, linked to the run that took it', () => {
  const [run] = below('RunWorkflow:escalateCall');
  const handled = traced.collector.spans.filter(
    ({ name, links }) => name.startsWith('HandleSignal') && links.includes(run?.spanId ?? ''),
  );
  expect(handled.map(pathTo)).toContainEqual([
    'webhook: POST /api/calls/:address',
    'webhook: SignalWorkflow:callNotifications',
    'worker: HandleSignal:callNotifications',
  ]);
});

it('a run that fails is marked, and nobody’s name, link, context or token leaves the programs', () => {
  const failed = traced.collector.spans.filter(({ failed: marked }) => marked).map(({ name }) => name);
  expect(failed).toEqual(
    expect.arrayContaining(['RunWorkflow:escalateCall', 'RunActivity:createCall', 'POST /communications/calls']),
  );
  const everything = Buffer.from(traced.collector.everything(), 'latin1');
  expect(
    foundIn(everything, { ...secrets, secret: traced.programs.bot.clientSecret, key: traced.programs.bot.callbackSigningKey }),
  ).toEqual([]);
  for (const word of ['eyJ', 'consent', 'stack', '/meet/']) expect(everything.includes(word), word).toBe(false);
});

it('headers of runs and activities hold the trace and nothing else', async () => {
  const { events } = await traced.call.history();
  const headers = (events ?? []).flatMap((event) => {
    const {
      workflowExecutionStartedEventAttributes,
      workflowExecutionSignaledEventAttributes,
      activityTaskScheduledEventAttributes,
    } = event;
    const attributes =
      workflowExecutionStartedEventAttributes ?? workflowExecutionSignaledEventAttributes ?? activityTaskScheduledEventAttributes;
    return attributes ? [attributes.header?.fields ?? {}] : [];
  });
  expect(headers.length).toBeGreaterThan(10);
  for (const fields of headers) {
    expect(Object.keys(fields)).toEqual(['_tracer-data']);
    expect(readTraceContext(fields)).toBeDefined();
    expect(Buffer.from(fields['_tracer-data']?.data ?? []).toString()).toMatch(/^\{"traceparent":"[0-9a-f-]{55}"\}$/);
  }
});

it('the run is replayed by a worker that traces, and by one that does not', async () => {
  const json: unknown = JSON.parse(historyToJSON(await traced.call.history()));
  const code = { codePath: injectedEnvironment().workflowBundle };
  const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: payloadKeys });
  await replayHistory(json, code, dataConverter);
  await replayHistory(json, await withFlags(code, [TRACE_RUNS]), dataConverter, {
    sinks: { traces: { ended: { fn: () => {} } } },
  });
});

function spansOf(name: string): CollectedSpan[] {
  return traced.collector.spans.filter((span) => span.name === name);
}

/** In the trace of the call that was escalated. */
function below(name: string): CollectedSpan[] {
  const isOfCall = ({ attributes }: CollectedSpan) => attributes.temporalWorkflowId === traced.call.workflowId;
  const traceId = spansOf('RunWorkflow:escalateCall').find(isOfCall)?.traceId;
  return spansOf(name).filter((span) => span.traceId === traceId);
}

/** From the root down, each with the program that made it. */
function pathTo(span: CollectedSpan | undefined): string[] {
  if (!span) return [];
  const parent = traced.collector.spans.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  return [...pathTo(parent), `${span.service.replace('call-escalation-', '')}: ${span.name}`];
}

function parse(line: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
}
