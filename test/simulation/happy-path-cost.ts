import { promiseHooks } from 'node:v8';
import { simulateCall } from './simulate-call.ts';

const HAPPY_PATH = { seed: 1, faults: [], policy: {}, workerDies: 0, webhookDown: 0 };
const OURS = /\/workflows\/(?:run|escalate-call)\//;

/** What an escalation in which nothing goes wrong makes: promises, workflow tasks, events. Not beside anything else: the hook is the process's. */
export async function happyPathCost() {
  const { run, promises } = await countingPromises(async () => (await simulateCall(HAPPY_PATH)).run);
  const { tasks, mostRendersInTask } = run?.cost() ?? { tasks: 0, mostRendersInTask: 0 };
  return { outcome: run?.outcome, promises, tasks, events: run?.events, mostRendersInTask };
}

/** Those that workflow code makes, or that the fake SDK makes for it. */
async function countingPromises<T>(work: () => Promise<T>): Promise<{ run: T; promises: number }> {
  let promises = 0;
  let counting = false;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  const stop = promiseHooks.createHook({
    init() {
      if (counting) return;
      counting = true;
      if (OURS.test(new Error().stack ?? '')) promises += 1;
      counting = false;
    },
  });
  try {
    return { run: await work(), promises };
  } finally {
    // Node's types call it a mere `Function`.
    Reflect.apply(stop, undefined, []);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
