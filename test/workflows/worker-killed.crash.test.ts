import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EscalationPolicy } from '../../workflows/contract/policy.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import type { SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { PATIENT_POLICY } from '../support/patient-policy.ts';
import { startWorkerProcess } from '../support/programs.ts';
import { startSystem, type System } from '../support/system.ts';
import { type Ran, runCall } from './run-call.ts';

/** No deadline is to decide while a worker starts; that the answer is in time, the last two say by their policy. */
const timings = { ...FAST_TIMINGS, answerWindow: 60_000 };

let system: System;
let worker: Child | undefined;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), worker: false, simulator: { timings } });
});
afterAll(async () => {
  await stopWorker();
  await system.stop();
});

const startWorker = () => startWorkerProcess(system.environment, system.bot, system.places);

/** The one that has taken over in the test before, or else a new one: its start takes two seconds of a core. */
async function ensureWorker(): Promise<void> {
  worker ??= await startWorker();
}

async function replaceWorker(): Promise<void> {
  const killed = worker;
  worker = undefined;
  await killed?.kill();
  worker = await startWorker();
}

async function stopWorker(): Promise<void> {
  await worker?.stop();
  worker = undefined;
}

/** What the record shows when a step is done, or, for a request held back, under way. */
const STEPS: [string, (record: SimulatorRecord) => boolean][] = [
  ['the answer', ({ requests }) => requests.some(({ kind }) => kind === 'answer')],
  ['the P2P call established', has('p2p established')],
  ['the create', ({ requests }) => requests.some(({ kind }) => kind === 'createCall')],
  ['the multiparty leg established', has('multiparty established')],
  ['the invite', ({ requests }) => requests.some(({ kind }) => kind === 'invite')],
  ['the operation completed', has('operation')],
  ['the P2P call gone', has('p2p deleted')],
  ['the hang-up', ({ requests }) => requests.some(({ kind }) => kind === 'delete')],
];

function has(kind: string): (record: SimulatorRecord) => boolean {
  return ({ notifications }) => notifications.some((notification) => notification.kind === kind);
}

describe('the worker is killed with -9', () => {
  it.each(STEPS)('after %s, and another takes over: the caller is escalated once', async (_, reached) => {
    await ensureWorker();
    const from = system.simulator.record();
    const seen = { requests: from.requests.length, notifications: from.notifications.length };
    const ran = await runCall(system, [], {
      policy: { ...PATIENT_POLICY, probeAfter: 1_000 },
    });
    await system.simulator.waitFor('the step', (record) =>
      reached({
        ...record,
        requests: record.requests.slice(seen.requests),
        notifications: record.notifications.slice(seen.notifications),
      }),
    );
    await replaceWorker();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.count('createCall')).toBe(1);
    expect(ran.count('invite')).toBe(1);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});

describe('what the killed worker had sent, and whose outcome is unknown, is not sent again', () => {
  /** Longer than Temporal waits for a worker that is dead. */
  const AFTER_TIME_OUT = 16_000;

  async function killedWithIn(
    kind: 'createCall' | 'invite',
    faults: FaultInput[],
    policy: Partial<EscalationPolicy>,
  ): Promise<Ran> {
    await ensureWorker();
    const held: FaultInput = { request: kind, do: 'delay', what: 'response', ms: 60_000 };
    const ran = await runCall(system, [held, ...faults], { policy: { ...PATIENT_POLICY, ...policy } });
    await system.simulator.waitFor('the request', () => ran.count(kind) === 1);
    await replaceWorker();
    return ran;
  }

  it('a create: the next attempt is another', async () => {
    const unheardOf: FaultInput[] = [
      { notification: 'multiparty establishing', do: 'lose' },
      { notification: 'multiparty established', do: 'lose' },
      { notification: 'roster', do: 'lose', times: 'always' },
    ];
    const ran = await killedWithIn('createCall', unheardOf, { establishWithin: AFTER_TIME_OUT });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', leftBehind: ['multiparty 1, id unknown'] });
    expect(ran.count('createCall')).toBe(2);
  });

  it('an invite: what becomes of it is awaited', async () => {
    const ringsOn: FaultInput = { invite: 'unanswered', afterMs: AFTER_TIME_OUT };
    const ran = await killedWithIn('invite', [ringsOn], { establishWithin: 20_000, inviteWithin: 2 * AFTER_TIME_OUT });
    expect(await ran.result()).toMatchObject({ reason: 'inviteUnanswered', p2pCall: 'kept' });
    expect(ran.count('invite')).toBe(1);
  });
});

/** A worker that dies with the answer takes its time-out along, which must not count against the P2P call. */
const patient = { policy: { ...PATIENT_POLICY, answerWithin: 14_000 } };

describe('an answer gets through within its window, with a second worker up, though the first is killed with -9', () => {
  // One that the test before has left would take the tasks.
  beforeEach(stopWorker);

  it('while answering', async () => {
    const [first, second] = [await startWorker(), await startWorker()];
    worker = second;
    const ran = await runCall(system, [{ request: 'answer', do: 'delay', ms: 60_000 }], patient);
    await system.simulator.waitFor('the answer under way', () => ran.count('answer') === 1);
    // Either may have taken it: the one that has is the one to kill.
    const victim = first.lines.length >= second.lines.length ? first : second;
    worker = victim === first ? second : first;
    await victim.kill();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('in its first task', async () => {
    const workers = [await startWorker(), await startWorker()];
    // Frozen, both still have their polls open: the server hands the first task to one that will never answer.
    for (const { pid } of workers) process.kill(pid, 'SIGSTOP');
    const ran = await runCall(system, [], patient);
    const identity = await firstTaskTakenBy(ran.call.handle);
    const victim = workers.find(({ pid }) => identity.startsWith(`${pid}@`));
    worker = workers.find((other) => other !== victim);
    await victim?.kill();
    for (const { pid } of workers) if (pid !== victim?.pid) process.kill(pid, 'SIGCONT');
    expect(victim).toBeDefined();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
  });
});

function firstTaskTakenBy(handle: WorkflowHandle): Promise<string> {
  return vi.waitFor(
    async () => {
      const { events } = await handle.fetchHistory();
      const identity = events?.find((event) => event.workflowTaskStartedEventAttributes)?.workflowTaskStartedEventAttributes
        ?.identity;
      if (!identity) throw new Error('No worker has taken the first task yet');
      return identity;
    },
    { timeout: 60_000 },
  );
}
