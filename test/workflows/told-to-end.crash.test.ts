import { afterAll, beforeAll, expect, it } from 'vitest';
import { normalizeId } from '../../workflows/contract/call-id.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { type KillableSystem, startKillableSystem } from '../support/killable-system.ts';
import type { SystemCall } from '../support/system.ts';

/** At once. Graph allows 50 escalations. */
const CALLS = 20;
const PATIENCE = 120_000;
/** `TIMEOUT_TYPE_START_TO_CLOSE` of Temporal's API: whoever ran the activity never reported. */
const START_TO_CLOSE = 1;
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
  const [leaving] = await Promise.all([
    system.startWorker(),
    system.startWorker(),
    system.startWebhook().then((one) => (webhook = one)),
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
  for (const call of calls) {
    const result = await call.result();
    // On a busy machine 20 calls at once can find Graph's port too slow: an ending too, but no loss of ours.
    if (result.outcome !== 'escalated') expect(result.during, JSON.stringify(result)).not.toBe('answering');
    expect(answered(simulator.record(), call), 'answered').toBe(true);
    await expectAllKept(call, simulator.record());
  }
});

let webhook: Awaited<ReturnType<KillableSystem['startWebhook']>>;

function taken(notifications: SimulatorRecord['notifications']): number {
  return notifications.filter(({ kind, fate }) => kind === 'incoming' && fate === 'delivered').length;
}

function answered({ requests }: SimulatorRecord, { id }: SystemCall): boolean {
  return requests.some(({ kind, callId, reply }) => kind === 'answer' && callId === id && reply?.status === 202);
}

/** No activity was cut off, and what was answered 202 while the run was open is in its history. */
async function expectAllKept(call: SystemCall, { notifications }: SimulatorRecord): Promise<void> {
  const { events = [] } = await call.history();
  const started = events?.flatMap(({ activityTaskStartedEventAttributes: one }) => one ?? []) ?? [];
  expect(started.length).toBeGreaterThan(3);
  const failures = [
    ...started.flatMap(({ lastFailure }) => lastFailure ?? []),
    ...(events ?? []).flatMap((event) => event.activityTaskFailedEventAttributes?.failure ?? []),
  ];
  // Whatever it says, an activity that reports was not cut off.
  expect(failures.filter((failure) => !failure.applicationFailureInfo)).toEqual([]);
  // After tries that found no connection the time for more may run out: that cuts off none.
  const timeouts = (events ?? []).map(
    (event) => event.activityTaskTimedOutEventAttributes?.failure?.timeoutFailureInfo?.timeoutType,
  );
  expect(timeouts).not.toContain(START_TO_CLOSE);

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
