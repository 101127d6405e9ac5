import { expect, it } from 'vitest';
import type { Happening } from './stay-script.ts';
import { MINUTE, idOf, people, play } from './play-inviting.ts';

/** Two callers make one request for the first time, each in the client's order, while a stay begins. */
const CALLERS: Happening['at'][][] = [
  [0, 0],
  [0, 25],
  [0, 50],
  [25, 0],
];
/** Milliseconds between two moments at which the stay begins: more outside CI, where each play counts. */
const APART = process.env.CI ? 8 : 24;
const STAY_BEGINS = Array.from({ length: 128 / APART }, (_, n) => n * APART + 1);

const inTurn = CALLERS.flatMap((callers) => STAY_BEGINS.map((staysAfter) => ({ callers, staysAfter })));

it('one request rings once, whenever a stay begins between its callers', async () => {
  const inviters = new Set<string>();
  for (const { callers, staysAfter } of inTurn) {
    const { stay, rung, said } = await play({
      lasts: 10 * MINUTE,
      begins: { told: true, people: [idOf(7), idOf(8)], staysAfter },
      policy: { stayAtMost: 2 * MINUTE },
      happenings: callers.map((at, n) => ({
        at: at + n,
        invite: { requestId: 'r', participants: people(1, 2) },
        byClient: true,
      })),
    });
    const where = `callers at ${callers.join(' and ')} ms, the stay at ${staysAfter} ms`;
    expect(rung, `${where}\n${stay.story.join('\n')}`).toEqual([2]);
    expect(said, where).not.toEqual([]);
    for (const one of said ?? []) expect(one, where).toEqual(['joined', 'joined']);
    const [operation] = stay.teams.operations();
    inviters.add(operation?.clientContext.replace(/-.*/, '') ?? '');
  }
  expect([...inviters].sort(), 'both came first').toEqual(['call', 'invite']);
});
