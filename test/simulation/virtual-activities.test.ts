import { ApplicationFailure } from '@temporalio/common';
import { expect, it } from 'vitest';
import { activityInfo } from './fake-temporal/activity.ts';
import type { Settled } from './fake-temporal/instance.ts';
import { createSteadyRandom } from './random.ts';
import { settle } from './settle.ts';
import { runActivity } from './virtual-activities.ts';
import { createVirtualClock } from './virtual-clock.ts';

const START = 1_800_000_000_000;
const PACE = 10 * 60_000;
const DAY = 24 * 60 * 60_000;

/** Runs an activity that asks to be tried again each ten minutes. @param lasts how many tries until it returns */
function keepTrying(lasts: number) {
  const clock = createVirtualClock(START);
  const tries: { at: number; attempt: number; scheduledTimestampMs: number }[] = [];
  const results: { at: number; result: Settled }[] = [];
  const stillAlive = async () => {
    const { attempt, scheduledTimestampMs } = activityInfo();
    tries.push({ at: clock.now() - START, attempt, scheduledTimestampMs });
    if (attempt < lasts) throw ApplicationFailure.create({ type: 'StillAlive', nextRetryDelay: PACE });
    return 'gone';
  };
  const running = runActivity(
    clock,
    createSteadyRandom(1),
    { stillAlive },
    {
      name: 'stillAlive',
      args: [],
      options: { startToCloseTimeout: 30_000, cancellationType: 'TRY_CANCEL' },
      local: false,
      workflow: { workflowId: 'w', runId: 'r' },
    },
    () => false,
    (result) => results.push({ at: clock.now() - START, result }),
  );
  let steps = 0;
  const until = async (end: number) => {
    while (clock.step(START + end)) {
      steps += 1;
      await settle();
    }
  };
  return { running, tries, results, until, steps: () => steps };
}

it('an activity that is tried again for a day costs a step a try, and keeps its time', async () => {
  const { tries, results, until, steps } = keepTrying(145);
  await until(DAY + PACE);
  expect(tries).toHaveLength(145);
  expect(tries.at(-1)).toEqual({ at: DAY + 1, attempt: 145, scheduledTimestampMs: START });
  expect(tries.every(({ at, attempt }) => at === (attempt - 1) * PACE + 1)).toBe(true);
  expect(results).toEqual([{ at: DAY + 2, result: { value: 'gone' } }]);
  expect(steps()).toBe(146);
});

it('cancelled between two tries it ends at once', async () => {
  const { running, tries, results, until } = keepTrying(Infinity);
  await until(3.5 * PACE);
  running.cancel();
  await until(10 * PACE);
  expect(tries).toHaveLength(4);
  expect(results).toMatchObject([{ result: { error: { cause: { name: 'CancelledFailure' } } } }]);
});

it('abandoned it is tried no more, and nobody hears of it', async () => {
  const { running, tries, results, until } = keepTrying(Infinity);
  await until(3.5 * PACE);
  running.abandon();
  await until(10 * PACE);
  expect(tries).toHaveLength(4);
  expect(results).toEqual([]);
});
