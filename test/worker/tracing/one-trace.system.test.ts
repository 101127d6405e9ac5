import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { withFlags } from '../../../worker/bundle/with-flags.ts';
import { readTraceContext } from '../../../workflows/contract/trace-header.ts';
import { TRACE_RUNS } from '../../../workflows/contract/workflow-span.ts';
import { readDataConverter } from '../../../workflows/payloads/read-data-converter.ts';
import { replayHistory } from '../../histories/replay-history.ts';
import { type CollectedSpan, type CollectorStub, startCollectorStub } from '../../support/collector-stub.ts';
import { incomingTaken } from '../../support/incoming-taken.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { quietRuntime } from '../../support/quiet-runtime.ts';
import { type SimulatedCall, simulatedCall } from '../../support/simulated-call.ts';
import { type Programs, startPrograms } from '../../support/start-programs.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';
import { newKeys } from '../../workflows/payloads/new-keys.ts';
import { foundIn, newSecrets, secretCall } from '../../workflows/payloads/secret-call.ts';

const secrets = newSecrets();
const payloadKeys = newKeys('k1');
let collector: CollectorStub;
let programs: Programs;
let client: Client;
let call: SimulatedCall;

/** A call that is escalated and goes on as a stay, and one that Graph refuses with a name in its words; then the programs end. */
beforeAll(async () => {
  quietRuntime();
  const environment = injectedEnvironment();
  collector = await startCollectorStub();
  const { incoming, ...escalate } = secretCall(secrets);
  programs = await startPrograms({
    environment,
    escalate: { ...escalate, meeting: escalate.meeting ?? { newGroupCall: true }, policy: TEST_POLICY },
    simulatorArgs: ['--fast'],
    payloadKeys,
    collector: collector.url,
  });
  const { address, namespace } = environment.temporal;
  const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: payloadKeys });
  client = new Client({ connection: await Connection.connect({ address }), namespace, dataConverter });
  const ring = async () => {
    const rung = simulatedCall(client, await programs.simulator.call({ ...incoming, callerName: secrets.name }));
    await incomingTaken(programs.simulator, rung.id);
    return rung;
  };
  call = await ring();
  const result = await call.result();
  if (result.outcome !== 'escalated' || !result.stayingIn) throw new Error(`Not handed over: ${JSON.stringify(result)}`);
  const stay = client.workflow.getHandle(result.stayingIn.workflowId);
  await stay.cancel();
  await stay.result();
  const body = { error: { code: '7504', message: `No consent for ${secrets.name}` } };
  await programs.simulator.script([{ request: 'createCall', do: 'reply', status: 403, body, times: 'always' }]);
  await expect((await ring()).result()).rejects.toThrow();
  // Told to end, each sends what is in no batch yet.
  await Promise.all([programs.worker.stop(), programs.webhook.stop()]);
  await programs.stop();
}, 120_000);
afterAll(async () => {
  await client.connection.close();
  await collector.stop();
});

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
  for (const { parentSpanId, traceId } of collector.spans)
    if (parentSpanId !== '')
      expect(
        collector.spans.map(({ spanId }) => spanId),
        traceId,
      ).toContain(parentSpanId);
});

it('each request to Graph has its method, path without ids, status, and the ids by which Microsoft finds it, as the log has them', () => {
  const logged = programs.worker.lines.map(parse).filter(({ msg }) => msg === 'Graph request');
  const traced = collector.spans.filter(({ attributes }) => 'graph.operation' in attributes);
  const ids = (of: unknown[][]) => of.map((pair) => pair.join()).toSorted();
  expect(
    ids(traced.map(({ attributes: a }) => [a['graph.client_request_id'], a['graph.request_id'], a['http.response.status_code']])),
  ).toEqual(ids(logged.map(({ clientRequestId, requestId, status }) => [clientRequestId, requestId, status])));
  expect(new Set(traced.map(({ name }) => name))).toContain('POST /communications/calls/{call}/participants/invite');
  for (const { name } of collector.spans) expect(name).not.toMatch(/[0-9a-f]{8}/i);
});

it('the stay goes on in the escalation’s trace', () => {
  const [stay] = below('RunWorkflow:stayInCall');
  expect(pathTo(stay).slice(2)).toEqual([
    'worker: RunWorkflow:escalateCall',
    'worker: StartChildWorkflow:stayInCall',
    'worker: RunWorkflow:stayInCall',
  ]);
});

it('a notification is a trace of its own, linked to the run that took it', () => {
  const [run] = below('RunWorkflow:escalateCall');
  const handled = collector.spans.filter(
    ({ name, links }) => name.startsWith('HandleSignal') && links.includes(run?.spanId ?? ''),
  );
  expect(handled.map(pathTo)).toContainEqual([
    'webhook: POST /api/calls/:address',
    'webhook: SignalWorkflow:callNotifications',
    'worker: HandleSignal:callNotifications',
  ]);
});

it('a run that fails is marked, and nobody’s name, link, context or token leaves the programs', () => {
  const failed = collector.spans.filter(({ failed: marked }) => marked).map(({ name }) => name);
  expect(failed).toEqual(
    expect.arrayContaining(['RunWorkflow:escalateCall', 'RunActivity:createCall', 'POST /communications/calls']),
  );
  const everything = Buffer.from(collector.everything(), 'latin1');
  expect(foundIn(everything, { ...secrets, secret: programs.bot.clientSecret, key: programs.bot.callbackSigningKey })).toEqual(
    [],
  );
  for (const word of ['eyJ', 'consent', 'stack', '/meet/']) expect(everything.includes(word), word).toBe(false);
});

it('headers of runs and activities hold the trace and nothing else', async () => {
  const { events } = await call.history();
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
  const json: unknown = JSON.parse(historyToJSON(await call.history()));
  const code = { codePath: injectedEnvironment().workflowBundle };
  const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: payloadKeys });
  await replayHistory(json, code, dataConverter);
  await replayHistory(json, await withFlags(code, [TRACE_RUNS]), dataConverter, {
    sinks: { traces: { ended: { fn: () => {} } } },
  });
});

function spansOf(name: string): CollectedSpan[] {
  return collector.spans.filter((span) => span.name === name);
}

/** In the trace of the call that was escalated. */
function below(name: string): CollectedSpan[] {
  const isOfCall = ({ attributes }: CollectedSpan) => attributes.temporalWorkflowId === call.workflowId;
  const traceId = spansOf('RunWorkflow:escalateCall').find(isOfCall)?.traceId;
  return spansOf(name).filter((span) => span.traceId === traceId);
}

/** From the root down, each with the program that made it. */
function pathTo(span: CollectedSpan | undefined): string[] {
  if (!span) return [];
  const parent = collector.spans.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  return [...pathTo(parent), `${span.service.replace('call-escalation-', '')}: ${span.name}`];
}

function parse(line: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
}
