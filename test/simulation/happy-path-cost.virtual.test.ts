import { expect, it } from 'vitest';
import { happyPathCost } from './happy-path-cost.ts';

/**
 * The SDK takes a source-mapped stack trace for each promise that workflow code makes, and each task is a round trip to Temporal.
 * Whoever needs more of either raises a number here, and says why.
 */
it('an escalation in which nothing goes wrong makes no more promises, tasks and events than it needs', async () => {
  const { outcome, ...cost } = await happyPathCost();
  expect(outcome).toMatchObject({ result: { outcome: 'escalated' } });
  expect(cost).toEqual({ promises: 97, tasks: 18, events: 84, mostRendersInTask: 1 });
});
