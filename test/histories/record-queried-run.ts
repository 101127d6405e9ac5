import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createCheckInput } from '../../activities/check-input.ts';
import { SEED_MEETING } from '../support/seed-meeting.ts';
import { startSystem } from '../support/system.ts';
import type { TestEnvironment } from '../support/test-environment.ts';
import { startWorkerHere } from '../support/worker-here.ts';

/**
 * Program, started by `record.ts` with the environment's certificate authority, which Node reads at its start: prints the history of a run that somebody queried in its first task, while its input was being checked: Temporal gives a replay of that
 * task another time than it gave to the run (`now` of workflows/run/clock.ts).
 */
async function recordQueriedRun(environment: TestEnvironment): Promise<string> {
  const system = await startSystem({ environment, worker: false });
  const { bot, places } = system;
  let letGo = (): void => {};
  const asked = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const check = createCheckInput({ applicationId: bot.applicationId, callbackUri: async () => `${places.webhook}/api/calls/1` });
  const checkInput = async (input: unknown) => {
    await asked;
    return check(input);
  };
  const worker = await startWorkerHere(environment, bot, places, { checkInput });
  try {
    const call = await system.call({ meeting: SEED_MEETING, subject: 'Test Call' });
    await call.snapshot();
    letGo();
    await call.result();
    return historyToJSON(await call.history());
  } finally {
    await worker.stop();
    await system.stop();
  }
}

process.stdout.write(await recordQueriedRun(JSON.parse(process.argv[2] ?? '') as TestEnvironment));
process.exit();
