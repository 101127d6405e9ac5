import { expect, it } from 'vitest';
import { answering, invite, MINUTE, play } from './play-inviting.ts';

it('the caller leaves while others ring: each has an outcome, and only then the stay leaves as alone', async () => {
  const { said, ending } = await play({
    faults: [answering(1, 'unanswered')],
    happenings: [invite(MINUTE, 'a', 1), { at: MINUTE + 5_000, meeting: { do: 'leave', who: 'caller' } }],
  });
  expect(said).toEqual([['unanswered']]);
  expect(ending).toMatchObject({ result: { reason: 'alone' } });
});

it('the caller leaves while the stay leaves: it has left as asked', async () => {
  const { ending } = await play({
    happenings: [
      { at: MINUTE, update: 'leave', id: 'a' },
      { at: MINUTE + 5, meeting: { do: 'leave', who: 'caller' } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'asked' } });
});
