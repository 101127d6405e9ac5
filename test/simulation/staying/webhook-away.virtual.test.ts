import { expect, it } from 'vitest';
import { HOUR, invite, MINUTE, play } from './play-inviting.ts';

it('while others ring: each has an outcome, by what is read', async () => {
  const { said } = await play({ happenings: [{ at: MINUTE - 1_000, lose: 10 * MINUTE }, invite(MINUTE, 'a', 1, 2)] });
  expect(said).toEqual([['joined', 'joined']]);
});

it('all the while somebody stays: it leaves as alone, by what is read', async () => {
  const { ending } = await play({
    happenings: [
      { at: 0, lose: 3 * HOUR },
      { at: MINUTE, meeting: { do: 'everybodyLeaves' } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'alone' } });
});

it('while the stay leaves: it has left as asked', async () => {
  const { ending } = await play({
    happenings: [
      { at: MINUTE - 1_000, lose: MINUTE },
      { at: MINUTE, update: 'leave', id: 'a' },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'asked' } });
});
