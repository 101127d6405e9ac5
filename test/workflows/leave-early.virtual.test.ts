import { expect, it } from 'vitest';
import { playCall } from './play-call.ts';

const TEN_MINUTES = 600_000;

it('a bot that was to stay for ten minutes leaves a meeting that tells more than a worker could replay, and says why', async () => {
  const ran = await playCall([{ quirk: 'chattyMeeting' }], { policy: { leaveAfter: TEN_MINUTES } });
  const { outcome, timeline } = ran.result();
  expect(outcome).toBe('escalated');
  expect(timeline.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^Leaving before `leaveAfter`/));
  expect(ran.closedAt - ran.startedAt).toBeLessThan(TEN_MINUTES);
  expect(ran.alive.multiparty).toEqual([]);
});
