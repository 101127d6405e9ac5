import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import { readSettings } from '../../worker/settings.ts';
import { CALL_NOTIFICATIONS } from '../../workflows/contract/names.ts';
import { workerEnvironment } from '../support/environment.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { startSystem, type System } from '../support/system.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
let stop: () => Promise<void>;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), worker: false });
  stop = await startWorkerWithoutSlots();
});
afterAll(async () => {
  await stop();
  await system.stop();
});

/** Runs workflows and begins no request: as where all slots are taken. */
async function startWorkerWithoutSlots(): Promise<() => Promise<void>> {
  quietRuntime();
  const { environment, bot, places } = system;
  const { taskQueue, activities } = readSettings(workerEnvironment(environment, bot, places));
  const { address, namespace } = environment.temporal;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities: createActivities(activities),
    enableNonLocalActivities: false,
    workflowBundle: { codePath: environment.workflowBundle },
    debugMode: true,
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

async function scheduled({ call }: Ran): Promise<string[]> {
  const { events } = await call.history();
  return (events ?? []).map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? '');
}

it('a request that no worker has begun is never sent once its reason has gone', async () => {
  const ran = await runCall(system, [], { policy: { probeAfter: 60_000, answerWithin: 60_000, establishWithin: 60_000 } });
  const tell = (event: object) =>
    ran.call.handle.signal(CALL_NOTIFICATIONS, [{ type: 'call', callId: ran.call.id, at: new Date().toISOString(), ...event }]);
  await vi.waitFor(async () => expect(await scheduled(ran)).toContain('answer'), { timeout: 60_000 });
  await tell({ state: 'established' });
  await vi.waitFor(async () => expect(await scheduled(ran)).toContain('createCall'), { timeout: 60_000 });
  await tell({ state: 'terminated', deleted: true, resultInfo: { code: 200, subcode: 4521 } });
  expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp' });
  // Tokens are fetched as soon as the tenants are known.
  expect(ran.requests().filter(({ kind }) => kind !== 'token')).toEqual([]);
});
