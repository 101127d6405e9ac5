import { promiseHooks } from 'node:v8';
import { expect, it } from 'vitest';
import { simulateCall } from './simulate-call.ts';

const HAPPY_PATH = { seed: 1, faults: [], policy: {}, workerDies: 0, webhookDown: 0 };
const OURS = /\/workflows\/(?:run|escalate-call)\//;

/**
 * The SDK takes a source-mapped stack trace for each promise that workflow code makes, and each task is a round trip to Temporal.
 * Whoever needs more of either raises a number here, and says why.
 */
it('an escalation in which nothing goes wrong makes no more promises, tasks and events than it needs', async () => {
  const { run, promises } = await countingPromises(async () => (await simulateCall(HAPPY_PATH)).run);
  expect(run?.outcome).toMatchObject({ result: { outcome: 'escalated' } });
  const { tasks, mostRendersInTask } = run?.cost() ?? { tasks: 0, mostRendersInTask: 0 };
  expect({ promises, tasks, events: run?.events, mostRendersInTask }).toEqual({
    promises: 97,
    tasks: 18,
    events: 86,
    mostRendersInTask: 1,
  });
});

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
