import { expect, it } from 'vitest';
import { MINUTE, play } from './play-inviting.ts';
import type { Happening } from './stay-script.ts';

const LEAVE: Happening = { at: MINUTE, update: 'leave', id: 'a' };

it('the worker dies in each task of the leaving: it has left as asked', async () => {
  const { stay } = await play({ happenings: [LEAVE] });
  const tasks = stay.tasks.flatMap((at, n) => (at >= stay.since + LEAVE.at ? [n] : []));
  expect(tasks.length).toBeGreaterThan(1);
  for (const diesInTask of tasks) {
    const { ending } = await play({ happenings: [LEAVE], diesInTask });
    expect(ending, `task ${diesInTask}`).toMatchObject({ result: { reason: 'asked' } });
  }
});
