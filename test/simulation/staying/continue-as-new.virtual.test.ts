import { expect, it } from 'vitest';
import { answering, HOUR, invite, MINUTE, play } from './play-inviting.ts';
import type { Happening } from './stay-script.ts';

const chatter = Array.from(
  { length: 60 },
  (_, n): Happening => ({ at: MINUTE + n * 2_000, meeting: { do: n % 2 ? 'mute' : 'unmute', who: 'caller' } }),
);

it('an update that is repeated after a continue-as-new has its result, and rings nobody', async () => {
  const chatter = Array.from(
    { length: 30 },
    (_, n): Happening => ({ at: 5 * MINUTE + n * 20_000, meeting: { do: 'mute', who: 'caller' } }),
  );
  const { said, rung, stay } = await play({
    suggestContinueAsNewFrom: 60,
    faults: [answering(1, 'declined')],
    happenings: [invite(MINUTE, 'a', 1), ...chatter, invite(HOUR, 'a', 1)],
  });
  expect(stay.runs.filter(({ continuedAs }) => continuedAs).length).toBeGreaterThan(0);
  expect(said).toEqual([['declined'], ['declined']]);
  expect(rung).toEqual([1]);
});

it('an update under way is not cut off, though the history is long', async () => {
  const { said, stay } = await play({
    suggestContinueAsNewFrom: 60,
    faults: [answering(1, 'unanswered')],
    happenings: [invite(MINUTE, 'a', 1), ...chatter],
  });
  expect(said).toEqual([['unanswered']]);
  expect(stay.runs.filter(({ continuedAs }) => continuedAs).length).toBeGreaterThan(0);
});

it('goes on in another run before whoever takes it over would replay it for too long: every 125 tasks', async () => {
  const chatter = Array.from(
    { length: 300 },
    (_, n): Happening => ({ at: MINUTE + n * 5_000, meeting: { do: n % 2 ? 'mute' : 'unmute', who: 'caller' } }),
  );
  const { stay } = await play({ happenings: chatter });
  expect(stay.runs.filter(({ continuedAs }) => continuedAs)).toHaveLength(2);
});

it('how long it may stay counts from its beginning', async () => {
  const { ending, stay } = await play({ suggestContinueAsNewFrom: 60, policy: { stayAtMost: HOUR }, happenings: chatter });
  expect(stay.runs.filter(({ continuedAs }) => continuedAs).length).toBeGreaterThan(0);
  const endedAt = ending && 'closedAt' in ending ? ending.closedAt : 0;
  expect(endedAt - stay.since).toBeGreaterThanOrEqual(HOUR);
  expect(endedAt - stay.since).toBeLessThan(HOUR + MINUTE);
});
