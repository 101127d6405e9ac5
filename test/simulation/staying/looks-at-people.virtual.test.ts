import { Session } from 'node:inspector/promises';
import { expect, it } from 'vitest';
import { idOf, MINUTE, play } from './play-inviting.ts';
import type { Happening } from './stay-script.ts';

/** How often each of our functions is called meanwhile, by file and name. */
async function countCalls(act: () => Promise<unknown>): Promise<(file: string, name: string) => number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await act();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return (file, name) =>
    result
      .filter(({ url }) => url.endsWith(file))
      .flatMap(({ functions }) => functions.filter(({ functionName }) => functionName === name))
      .reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
}

/** In a meeting of a thousand people it takes milliseconds, and a replay asks hundreds of times: what that costs, `costs.slow.test.ts` prints. */
it('who is in is worked out once for each change of the call, whoever asks', async () => {
  const happenings = Array.from({ length: 30 }, (_, n): Happening => {
    const person = { id: idOf(n % 6) };
    return { at: (n + 1) * MINUTE, meeting: n % 12 < 6 ? { do: 'join', person } : { do: 'leave', who: person.id } };
  });
  const calls = await countCalls(() => play({ happenings, policy: { stayAtMost: 45 * MINUTE } }));
  const [lookedAt, changed] = [calls('workflows/call/selectors.ts', 'peopleIn'), calls('workflows/call/call.ts', 'fold')];
  expect(lookedAt).toBeGreaterThan(0);
  expect(lookedAt).toBeLessThan(changed);
  expect(calls('workflows/stay-in-call/people.ts', 'attendees'), 'they ask').toBeGreaterThan(3 * lookedAt);
});
