import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LateLegInput } from '../../workflows/contract/activities.ts';
import { escalationWorkflowId, stayWorkflowId } from '../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { CALL_NOTIFICATIONS, ESCALATE_CALL, HANG_UP_LATE_LEG, STAY_IN_CALL } from '../../workflows/contract/names.ts';
import { lateLegStartOptions, stayStartOptions } from '../../workflows/contract/start-options.ts';
import { readDataConverter } from '../../workflows/payloads/read-data-converter.ts';
import type { RecordedRequest } from '../graph-simulator/request-pipeline/record.ts';
import { certificateOf } from '../support/certificate-of.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { legOfAnotherService } from '../support/leg-of-another-service.ts';
import { startWorkerProcess } from '../support/programs.ts';
import { GRPC, type RefusingTemporal, startRefusingTemporal } from '../support/refusing-temporal.ts';
import { type Programs, startPrograms } from '../support/start-programs.ts';
import { portIn } from '../worker/port-in.ts';
import { refusal } from '../workflows/rows/refusals.ts';
import { exprOf } from './alert-rules.ts';
import { findPrometheus } from './find-prometheus.ts';
import { SOON, type WatchingPrometheus, watchPrograms } from './watch-programs.ts';

const found = findPrometheus();
const environment = injectedEnvironment();

let programs: Programs;
let prometheus: WatchingPrometheus;
let client: Client;
let temporal: RefusingTemporal;
let refuse: (method: string) => number | undefined;
const everything = () => undefined;

/** Its legs must be usable soon, for one waits in the lobby. */
const ESCALATE = { meeting: { joinMeetingId: '987654321' }, subject: 'Test Call', policy: { establishWithin: 10_000 } };
/** More than a worker has slots for activities. */
const BURST = 130;
const THROTTLED = { ...refusal(429, 'TooManyRequests', 'Too many requests.'), retryAfter: '1' };

/** Late legs, of whose hang-ups Graph takes none at first; then it is slow to say that there is no such leg, and silent when asked again. */
async function burst(): Promise<void> {
  const tenantId = randomUUID();
  const where = { tenantId };
  await programs.simulator.script([
    { where, request: 'delete', do: 'reply', times: BURST, ...THROTTLED },
    { where, request: 'delete', do: 'delay', ms: 3_500, nth: BURST + 1, times: 'always' },
    { where, request: 'getCall', do: 'delay', ms: 6_000, times: 'always' },
  ]);
  await Promise.all(Array.from({ length: BURST }, () => hangUp({ callId: randomUUID(), tenantId })));
}

function hangUp(leg: LateLegInput) {
  const { taskQueue } = programs.bot;
  return client.workflow.start(HANG_UP_LATE_LEG, { ...lateLegStartOptions(leg.callId), taskQueue, args: [leg] });
}

/** Each with what is wrong with Temporal, the worker or the load, until it fires. */
const FAULTS: Record<string, () => Promise<unknown>> = {
  NoSlotsLeft: burst,
  // By the same.
  GraphThrottles: async () => undefined,
  LegsNearQuota: async () => undefined,
  TasksWaitForWorker: async () => undefined,
  TemporalLimitsRate: async () => {
    refuse = (method) => (method.startsWith('Poll') ? GRPC.resourceExhausted : undefined);
  },
  // As of a run with 10,000 signals.
  SignalsRefused: async () => {
    refuse = (method) => (method === 'SignalWorkflowExecution' ? GRPC.invalidArgument : undefined);
    await programs.simulator.call();
  },
  // A service writes under a key that the worker does not have.
  WorkflowTaskFails: async () => {
    refuse = everything;
    const { connection, options } = client;
    const dataConverter = readDataConverter('client', { PAYLOAD_KEYS: `k1:${randomBytes(32).toString('base64')}` });
    const workflowId = escalationWorkflowId(randomUUID());
    const { taskQueue } = programs.bot;
    const service = new Client({ connection, namespace: options.namespace, dataConverter });
    await service.workflow.start(ESCALATE_CALL, { taskQueue, workflowId, args: [{}] });
  },
  // A stay in a meeting larger than any, whose people have ids longer than any: what it would go on with is over what Temporal takes.
  MessageTooLarge: async () => {
    const { taskQueue } = programs.bot;
    const { ca } = await certificateOf(environment.certificate);
    const call = await legOfAnotherService({ bot: programs.bot, places: programs.places, ca });
    crowded = { callId: call.id, tenantId: call.tenantId };
    const stay = await client.workflow.start(STAY_IN_CALL, { ...stayStartOptions(call.id), taskQueue, args: [{ call }] });
    for (let n = 1; n <= 27; n++) await stay.signal(CALL_NOTIFICATIONS, [rosterOf(call.id, n)]);
    // Until its history is so long that it goes on in another run, or would.
    for (let n = 0; n < 500; n++) await stay.signal(CALL_NOTIFICATIONS, []);
  },
  // A worker of another version takes over what this one has begun.
  HistoryDoesNotReplay: async () => {
    const tenantId = randomUUID();
    await programs.simulator.script([{ where: { tenantId }, lobby: 'bot' }]);
    begun = escalationWorkflowId(await programs.simulator.call({ tenantId }));
    const isLeg = ({ kind, ...request }: RecordedRequest) => kind === 'createCall' && request.tenantId === tenantId;
    await expect.poll(async () => (await programs.simulator.record()).requests.some(isLeg)).toBe(true);
    await replaceWorker({ WORKFLOW_BUNDLE_PATH: await otherBundle() });
  },
};

/** When the worker is rolled back; each is silent before. */
const WITHOUT_TEMPORAL: Record<string, () => Promise<unknown>> = {
  TemporalNotReached: () => temporal.stop(),
  // By the same.
  WebhookUnavailable: () => programs.simulator.call(),
};

/** A hundred people who come. */
function rosterOf(callId: string, sequenceNumber: number): CallEvent {
  const participants = Array.from({ length: 100 }, () => {
    const id = randomUUID().padEnd(250, '.');
    return { id, kind: 'user' as const, participantId: id, inLobby: false };
  });
  return {
    type: 'roster',
    callId,
    at: new Date().toISOString(),
    extent: 'delta',
    source: 'notification',
    sequenceNumber,
    participants,
  };
}

/** The call whose stay cannot go on. */
let crowded: LateLegInput;
/** The run that does not replay. */
let begun: string;
let folder: string;

/** In which a leg is made by an activity of another name. */
async function otherBundle(): Promise<string> {
  const code = await readFile(environment.workflowBundle, 'utf8');
  const changed = code.replace('}).createCall;', '}).createLeg;');
  expect(changed).not.toBe(code);
  const path = join(folder, 'workflow-bundle.js');
  await writeFile(path, changed);
  return path;
}

async function replaceWorker(more: NodeJS.ProcessEnv): Promise<void> {
  const WORKER_PORT = `${portIn(programs.worker)}`;
  await programs.worker.kill();
  programs.worker = await startWorkerProcess(ofWorker(), programs.bot, programs.places, { more: { ...more, WORKER_PORT } });
}

const ofWorker = () => ({ ...environment, temporal: { ...environment.temporal, address: temporal.address } });

describe.skipIf('missing' in found)('an alert fires where the fault is the load, the worker or Temporal', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'other-bundle-'));
    refuse = everything;
    temporal = await startRefusingTemporal((method) => refuse(method), environment.temporal.address);
    programs = await startPrograms({ environment: ofWorker(), escalate: ESCALATE });
    const { address, namespace } = environment.temporal;
    client = new Client({ connection: await Connection.connect({ address }), namespace });
    prometheus = await watchPrograms('prometheus' in found ? found.prometheus : '', programs);
    // No first event is an alert here, so Prometheus must have seen the counter before.
    const tenantId = randomUUID();
    await programs.simulator.script([{ where: { tenantId }, request: 'delete', do: 'reply', ...THROTTLED }]);
    await hangUp({ callId: randomUUID(), tenantId });
    const counts = async () => expect(await prometheus.valuesOf('call_escalation_worker_graph_throttled_total')).not.toEqual([]);
    await vi.waitFor(counts, SOON);
  }, 240_000);
  afterAll(async () => {
    await prometheus?.stop();
    await client?.connection.close();
    await programs?.stop();
    await rm(folder, { recursive: true });
  });

  it.each(Object.entries(FAULTS))('%s', { timeout: 120_000 }, fires);

  it('a run with a message that is too large says so in its history; its call is hung up by hand', async () => {
    const stay = client.workflow.getHandle(stayWorkflowId(crowded.callId));
    const { events } = await stay.fetchHistory();
    const failures = events?.flatMap(({ workflowTaskFailedEventAttributes: failed }) => failed?.failure?.message ?? []);
    expect(failures).toContainEqual(expect.stringContaining('size that exceeded the error limit'));
    await stay.terminate();
    expect(await (await hangUp(crowded)).result()).toBe('ended');
  });

  it('a run that does not replay goes on once the worker is rolled back', async () => {
    await replaceWorker({});
    expect(await client.workflow.getHandle(begun).result()).toMatchObject({ outcome: 'notEscalated' });
  });

  it.each(Object.entries(WITHOUT_TEMPORAL))('%s', { timeout: 180_000 }, async (alert, make) => {
    await expect.poll(() => valuesNow(alert), SILENCE).toEqual([]);
    await fires(alert, make);
  });
});

const POLL = { interval: 500 };
/** The rules count the last minute; what another test has done may lie in it. */
const SILENCE = { ...POLL, timeout: 100_000 };
const valuesNow = (alert: string) => prometheus.valuesOf(exprOf(alert));

async function fires(alert: string, make: () => Promise<unknown>): Promise<void> {
  await make();
  await expect.poll(() => valuesNow(alert), POLL).not.toEqual([]);
}
