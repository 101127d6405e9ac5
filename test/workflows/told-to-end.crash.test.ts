import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../support/killable-system.ts';
import type { SystemCall } from '../support/system.ts';

/** At once. Graph allows 50 escalations. */
const CALLS = 20;
const PATIENCE = 120_000;
/** As the platform gives (deploy/README.md, Containers). */
const WORKER_GRACE = 25_000;
const WEBHOOK_GRACE = 15_000;

/** 20 calls at once find two workers that start, on a busy machine: no deadline is to decide, and none of Graph's. */
const MINUTES = 120_000;
const policy = { answerWithin: MINUTES, establishWithin: MINUTES, inviteWithin: MINUTES, replaceWithin: MINUTES };

let system: KillableSystem;
beforeAll(async () => {
  system = await startKillableSystem({ environment: injectedEnvironment(), policy, timings: { answerWindow: MINUTES } });
});
afterAll(() => system.stop());

it('SIGTERM to a worker and to the webhook under load loses nothing, while another worker is up', async () => {
  const { simulator } = system;
  const [leaving, staying, webhook] = await Promise.all([
    system.startWorker(TELLING),
    system.startWorker(TELLING),
    system.startWebhook(),
  ]);
  const calls = Array.from({ length: CALLS }, () => system.callUnheard().call);
  const requests = (kind: string) => (record: SimulatorRecord) => record.requests.filter((one) => one.kind === kind).length;

  await simulator.waitFor('some answers', (record) => requests('answer')(record) >= CALLS / 4, PATIENCE);
  const workerEnds = leaving.stop(WORKER_GRACE);
  // No call of later than this: who takes it is for the balancer, which stops sending to an instance that is not ready.
  await simulator.waitFor('the webhook take all calls', ({ notifications }) => taken(notifications) === CALLS, PATIENCE);
  await simulator.waitFor('some creates', (record) => requests('createCall')(record) >= CALLS / 4, PATIENCE);
  await webhook.stop(WEBHOOK_GRACE);
  await system.startWebhook();
  await workerEnds;

  expect(await leaving.ended, 'the worker').toBe(0);
  expect(await webhook.ended, 'the webhook').toBe(0);
  const results = await Promise.all(calls.map((call) => call.result()));
  await staying.stop(WORKER_GRACE);
  const tries = new Set([...finishedTries(leaving), ...finishedTries(staying)]);
  for (const [index, call] of calls.entries()) {
    const result = results[index];
    // On a busy machine 20 calls at once can find Graph's port too slow: an ending too, but no loss of ours.
    if (result?.outcome !== 'escalated') expect(result?.during, JSON.stringify(result)).not.toBe('answering');
    expect(answered(simulator.record(), call), 'answered').toBe(true);
    await expectNoneCutOff(call, tries);
    await expectAllStored(call, simulator.record());
  }
});

/** Of a worker that tells each try of an activity: see `finishedTries`. */
const TELLING = { LOG_LEVEL: 'debug' };
const told = z.object({ msg: z.string(), workflowId: z.string(), activityId: z.string(), attempt: z.number() });

/**
 * What a worker has run to an end. Temporal alone cannot say: a try of which it heard nothing in time was cut off, or a busy machine
 * was late with it.
 */
function finishedTries(worker: Child): string[] {
  const tries = worker.lines.flatMap((line) => told.safeParse(parsed(line)).data ?? []);
  return tries.filter(({ msg }) => /^Activity (completed|failed)/.test(msg)).map(tryOf);
}

function parsed(line: string): unknown {
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}

const tryOf = (one: { workflowId: string; activityId: string; attempt: number }) =>
  `${one.workflowId}, activity ${one.activityId}, try ${one.attempt}`;

function taken(notifications: SimulatorRecord['notifications']): number {
  return notifications.filter(({ kind, fate }) => kind === 'incoming' && fate === 'delivered').length;
}

function answered({ requests }: SimulatorRecord, { id }: SystemCall): boolean {
  return requests.some(({ kind, callId, reply }) => kind === 'answer' && callId === id && reply?.status === 202);
}

/** Each try that Temporal has handed out was run to its end by one of the workers, whatever it came to. */
async function expectNoneCutOff(call: SystemCall, finished: ReadonlySet<string>): Promise<void> {
  const { events } = await call.history();
  const idOf = new Map(events?.map((event) => [String(event.eventId), event.activityTaskScheduledEventAttributes?.activityId]));
  const started = events?.flatMap(({ activityTaskStartedEventAttributes: one }) => one ?? []) ?? [];
  expect(started.length).toBeGreaterThan(3);
  const handedOut = started.flatMap(({ scheduledEventId, attempt }) => {
    const activityId = idOf.get(String(scheduledEventId)) ?? '';
    const { workflowId } = call.handle;
    return Array.from({ length: attempt ?? 1 }, (_, index) => tryOf({ workflowId, activityId, attempt: index + 1 }));
  });
  expect(handedOut.filter((one) => !finished.has(one))).toEqual([]);
}

/** What was answered 202 while the run was open is in its history. */
async function expectAllStored(call: SystemCall, { notifications }: SimulatorRecord): Promise<void> {
  const { events } = await call.history();
  const { multipartyCallId } = { multipartyCallId: '', ...(await call.result()) };
  const legs = [call.id, multipartyCallId].map(normalizeId);
  const closedAt = Number((await call.handle.describe()).closeTime);
  const stored = notifications.filter(({ kind, callId, attempts }) => {
    // The webhook passes this one over: it is neither alive nor an end (rule 2).
    if (kind === 'multiparty terminating') return false;
    const last = attempts.at(-1);
    return legs.includes(normalizeId(callId)) && last?.status === 202 && Date.parse(last.repliedAt ?? '') < closedAt;
  });
  const signals = events?.filter((event) => event.workflowExecutionSignaledEventAttributes) ?? [];
  expect(stored.length).toBeGreaterThan(0);
  expect(signals.length, 'signals').toBeGreaterThanOrEqual(stored.length);
}
