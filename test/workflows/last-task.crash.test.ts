import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CallEvent } from '../../workflows/contract/events.ts';
import { CALL_NOTIFICATIONS } from '../../workflows/contract/names.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startWorkerProcess } from '../support/programs.ts';
import { startSystem, type System } from '../support/system.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
let worker: Child;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), worker: false });
  worker = await startWorkerProcess(system.environment, system.bot, system.places);
});
afterAll(async () => {
  await worker.kill();
  await system.stop();
});

/**
 * An escalation before its last task: the caller is in, our leg is hung up, and the notification of its end, upon which the run closes,
 * is held back; there is another leg, alive, and not yet known.
 */
async function beforeItsLastTask(): Promise<{ ran: Ran; tellItsEnd: () => void; late: CallEvent }> {
  const ran = await runCall(
    system,
    [
      { request: 'createCall', do: 'loseResponse' },
      { notification: 'multiparty establishing', do: 'lose' },
      { notification: 'multiparty established', do: 'lose' },
      { notification: 'multiparty terminating', do: 'lose' },
      // Until the worker is frozen.
      { notification: 'multiparty deleted', do: 'hold' },
    ],
    { policy: { establishWithin: 1_500, inviteWithin: 30_000, replaceWithin: 20_000, probeAfter: 20_000 } },
  );
  const leg = await system.simulator.waitFor('the leg', () => ran.legs()[1]);
  const nobodyHearsOfIt: FaultInput = { notification: 'all', do: 'lose', times: 'always', where: { callId: leg.id } };
  system.simulator.script([nobodyHearsOfIt]);
  await system.simulator.waitFor('the hang-up', () => ran.count('delete') === 1);
  await vi.waitFor(async () => expect(await completedActivities(ran)).toContain('hangUp'), { timeout: 60_000, interval: 50 });
  const { runId } = await ran.call.handle.describe();
  const at = new Date().toISOString();
  return {
    ran,
    tellItsEnd: () => {
      system.simulator.clearScript();
      system.simulator.script([nobodyHearsOfIt]);
    },
    late: {
      type: 'call',
      callId: leg.id,
      at,
      state: 'established',
      leg: { kind: 'multiparty', tenantId: leg.tenantId, run: runId, attempt: 1 },
    },
  };
}

async function completedActivities({ call }: Ran): Promise<unknown[]> {
  const events = (await call.history()).events ?? [];
  const scheduled = new Map(
    events.map((event) => [String(event.eventId), event.activityTaskScheduledEventAttributes?.activityType?.name]),
  );
  return events.flatMap(({ activityTaskCompletedEventAttributes: completed }) =>
    completed ? scheduled.get(String(completed.scheduledEventId)) : [],
  );
}

const endIsTold =
  ({ notifications }: Ran) =>
  () =>
    notifications().some(({ kind, fate }) => kind === 'multiparty deleted' && fate === 'delivered');

/** Frozen, the worker holds its poll open, so the server hands it the task; what is signalled then comes while the task is under way. */
async function frozen(during: () => Promise<void>): Promise<void> {
  process.kill(worker.pid, 'SIGSTOP');
  try {
    await during();
  } finally {
    process.kill(worker.pid, 'SIGCONT');
  }
}

it.each<['after' | 'before']>([['after'], ['before']])(
  'a leg that shows itself with the last task, %s the notification upon which the run closes, is hung up by the run itself',
  async (order) => {
    const { ran, tellItsEnd, late } = await beforeItsLastTask();
    const tell = () => ran.call.handle.signal(CALL_NOTIFICATIONS, [late]);
    await frozen(async () => {
      if (order === 'before') await tell();
      tellItsEnd();
      await system.simulator.waitFor('the end told', endIsTold(ran));
      if (order === 'after') await tell();
      expect((await ran.call.handle.describe()).status.name).toBe('RUNNING');
    });
    const result = await ran.result();
    expect(result).toMatchObject({ outcome: 'escalated' });
    expect(result).not.toHaveProperty('leftBehind');
    expect(ran.requests().filter(({ kind, callId }) => kind === 'delete' && callId === late.callId)).toHaveLength(1);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  },
);
