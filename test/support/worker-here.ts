import { NativeConnection } from '@temporalio/worker';
import { createActivities } from '../../activities/create-activities.ts';
import type { CallActivities } from '../../workflows/contract/activities.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { readSettings } from '../../worker/settings.ts';
import { type Bot, type Places, workerEnvironment } from './environment.ts';
import type { TestEnvironment } from './test-environment.ts';
import { quietRuntime } from './quiet-runtime.ts';

/**
 * A worker in this process, made of the same parts as the program, but for `instead`, and without threads: each file of tests would
 * wait for its own. `stop` lets requests under way end.
 */
export async function startWorkerHere(
  environment: TestEnvironment,
  bot: Bot,
  places: Places,
  instead: Partial<CallActivities> = {},
): Promise<{ stop(): Promise<void> }> {
  quietRuntime();
  const settings = readSettings(workerEnvironment(environment, bot, places));
  const { taskQueue, activities } = settings;
  const { address, namespace } = environment.temporal;
  const connection = await NativeConnection.connect({ address });
  const worker = await createWorker({
    connection,
    namespace,
    taskQueue,
    activities: { ...createActivities(activities), ...instead },
    workflowBundle: { codePath: environment.workflowBundle },
    payloads: settings,
    debugMode: true,
  });
  const running = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
