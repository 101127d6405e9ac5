import { expect, it } from 'vitest';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { STAY_IN_CALL } from '../../../workflows/contract/names.ts';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { Happening } from './stay-script.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A sixth of it outside CI, for it takes as long as a hundred others. */
const [HOURS, CHANGES, UPDATES] = process.env.CI ? [24, 500, 20] : [4, 84, 4];

/** Somebody comes, and goes 5 minutes later. */
const comingsAndGoings = Array.from({ length: CHANGES / 2 }, (_, n): Happening[] => {
  const id = `aaaaaaaa-1111-4000-8000-${String(n).padStart(12, '0')}`;
  const at = (n * HOURS * HOUR) / (CHANGES / 2);
  return [
    { at, meeting: { do: 'join', person: { id } } },
    { at: at + 5 * MINUTE, meeting: { do: 'leave', who: id } },
  ];
}).flat();
const updates = Array.from({ length: UPDATES }, (_, n): Happening => {
  const participants = [{ user: { id: `bbbbbbbb-1111-4000-8000-${String(n).padStart(12, '0')}` } }];
  return { at: n * HOUR + 30 * MINUTE, update: 'inviteParticipants', id: `u${n}`, participants };
});
const twice = updates.flatMap((update, n): Happening[] => (n % 5 === 0 ? [{ ...update, at: update.at + 8 * HOUR }] : []));

it(`a stay with ${CHANGES} roster changes in ${HOURS} hours, ${UPDATES} updates, some repeated later, and a worker killed each hour ends right`, async () => {
  const stay = await simulateStay({
    seed: 1,
    begins: 'handedOver',
    happenings: [...comingsAndGoings, ...updates, ...twice],
    killsEach: HOUR,
    suggestContinueAsNewFrom: 400,
  });
  const ended = endedStay(stay);
  expect(ended && stayViolations(ended), stay.story.slice(-100).join('\n')).toEqual([]);
  expect(ended?.ending).toMatchObject({ is: 'completed', result: { outcome: 'left', reason: 'stayedAtMost' } });
  const runs = stay.runs.filter(({ workflowType }) => workflowType === STAY_IN_CALL);
  expect(runs.length, 'continued as new').toBeGreaterThan(2);
  const outcomes = stay.updates.map(({ update }) => update?.outcome);
  expect(outcomes.filter((outcome) => outcome && 'result' in outcome)).toHaveLength(updates.length + twice.length);
  for (const { sent, update } of stay.updates.slice(-twice.length))
    expect(update?.outcome, sent.id).toEqual(stay.updates.find((one) => one.sent.id === sent.id)?.update?.outcome);
  // Nobody was rung for the repetitions.
  expect(ended?.rings).toHaveLength(UPDATES);
});

it('a quiet hour writes at most 10 events', async () => {
  const eventsIn = async (hours: number) => {
    const stay = await simulateStay({
      seed: 1,
      begins: 'handedOver',
      steady: true,
      happenings: [{ at: hours * HOUR, update: 'leave', id: 'leave' }],
    });
    const runs = stay.runs.filter(({ workflowType }) => workflowType === STAY_IN_CALL);
    expect(runs).toHaveLength(1);
    return runs.reduce((sum, { events }) => sum + events, 0);
  };
  const [after2, after12] = [await eventsIn(2), await eventsIn(12)];
  expect((after12 - after2) / 10).toBeLessThanOrEqual(10);
  expect(after12).toBeGreaterThan(after2);
});
