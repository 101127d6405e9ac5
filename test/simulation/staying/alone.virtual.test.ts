import { expect, it } from 'vitest';
import { HOUR, idOf, MINUTE, play } from './play-inviting.ts';

it('a recorder is nobody: the stay leaves as alone', async () => {
  const { ending } = await play({
    happenings: [
      { at: MINUTE, meeting: { do: 'join', person: { kind: 'application' } } },
      { at: 2 * MINUTE, meeting: { do: 'everybodyLeaves' } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'alone' } });
});

it('somebody who has come, though no notification told of it, keeps the stay from leaving as alone', async () => {
  const { ending } = await play({
    policy: { stayAtMost: 2 * HOUR },
    happenings: [
      { at: MINUTE, meeting: { do: 'everybodyLeaves' } },
      { at: MINUTE + 10_000, lose: MINUTE },
      { at: MINUTE + 20_000, meeting: { do: 'join', person: { id: idOf(1) } } },
    ],
  });
  expect(ending).toMatchObject({ result: { reason: 'stayedAtMost' } });
});
