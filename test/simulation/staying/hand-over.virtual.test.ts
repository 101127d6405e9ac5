import { beforeAll, describe, expect, it } from 'vitest';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { isAlive } from '../../graph-simulator/model/leg.ts';
import { START } from '../virtual-system.ts';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { SimulatedStay } from './stay-record.ts';
import type { StayScript } from './stay-script.ts';

const USUAL: StayScript = {
  seed: 1,
  begins: 'handedOver',
  steady: true,
  happenings: [{ at: 120_000, update: 'leave', id: 'leave' }],
};
/** Long enough for the last task of the escalation, and the first ones of the stay. */
const AROUND_MS = 400;
/** How long before a task something happens, in ms; outside CI once, for each play counts. */
const BEFORE = process.env.CI ? [1, 15] : [1];

const play = (change: Partial<StayScript>) => simulateStay({ ...USUAL, ...change });

/** The workflow tasks around the hand-over: the child is started, it has started, what is heard meanwhile is forwarded, the escalation closes. */
const STEPS = [1, 2, 3, 4, 5];
let tasks: { n: number; at: number }[] = [];
beforeAll(async () => {
  const usual = await play({});
  tasks = usual.tasks.flatMap((at, n) => (Math.abs(at - usual.since) < AROUND_MS ? [{ n, at: at - START }] : []));
});
const taskOf = (step: number) => tasks[step - 1] ?? { n: -1, at: -1 };

function expectNobodysLeg(stay: SimulatedStay): void {
  const ended = endedStay(stay);
  const story = stay.story.join('\n');
  expect(ended ? stayViolations({ ...ended, notificationsLost: true }) : [], story).toEqual([]);
  expect(
    stay.teams.legs().filter(({ kind, ...leg }) => kind === 'multiparty' && isAlive({ kind, ...leg })),
    story,
  ).toEqual([]);
  for (const { outcome, continuedAs, workflowId } of stay.runs) expect(outcome ?? continuedAs, workflowId).toBeDefined();
}

it('a hand-over takes so many workflow tasks', () => expect(tasks).toHaveLength(STEPS.length));

describe.each(STEPS)('task %i', (step) => {
  it('the worker dies in it: the leg is handed over, and left when that is asked', async () => {
    const stay = await play({ diesInTask: taskOf(step).n });
    expectNobodysLeg(stay);
    expect(endedStay(stay)?.ending).toMatchObject({ is: 'completed', result: { outcome: 'left', reason: 'asked' } });
  });

  it.each([
    ['the escalation is cancelled', 'cancel'],
    ['the leg is removed', 'end'],
    ['the caller leaves', 'callerLeaves'],
    ['what is told is lost for a second', 'lose'],
  ] as const)("%s just before: nobody is left with a leg that is nobody's", async (happens, what) => {
    for (const before of BEFORE) {
      const stay = await play({ early: { at: taskOf(step).at - before, what } });
      expectNobodysLeg(stay);
      const ending = endedStay(stay)?.ending;
      // Whoever hears of it, the stay knows it.
      if (what === 'end' && ending) expect(ending, happens).toMatchObject({ result: { reason: 'removed' } });
    }
  });
});
