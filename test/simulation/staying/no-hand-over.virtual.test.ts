import { beforeAll, expect, it } from 'vitest';
import { ESCALATE_CALL, ESCALATION, STAY_IN_CALL } from '../../../workflows/contract/names.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { isAlive } from '../../graph-simulator/model/leg.ts';
import { START } from '../virtual-system.ts';
import { answering, idOf } from './play-inviting.ts';
import { simulateStay } from './simulate-stay.ts';
import type { StayScript } from './stay-script.ts';

/** The escalation rings two people, who let it ring for a minute, and is to hand its leg over then. */
const RINGING = {
  seed: 1,
  begins: 'handedOver',
  steady: true,
  others: [idOf(1), idOf(2)],
  faults: [answering(1, 'unanswered'), answering(2, 'unanswered')],
  happenings: [{ at: 60_000, update: 'leave', id: 'leave' }],
} satisfies StayScript;

async function play(early?: StayScript['early'], faults: FaultInput[] = []) {
  const script = { ...RINGING, ...(early && { early }), faults: [...RINGING.faults, ...faults] };
  const { runs, teams, asked, story } = await simulateStay(script);
  return {
    stays: runs.filter(({ workflowType }) => workflowType === STAY_IN_CALL).length,
    escalation: runs.find(({ workflowType }) => workflowType === ESCALATE_CALL),
    rungAt: teams.operations()[1]?.begunAt ?? 0,
    alive: teams.legs().filter(isAlive),
    hungUp: asked.received.filter(({ kind }) => kind === 'delete').length,
    story: story.join('\n'),
  };
}

let whileTheyRing = 0;
beforeAll(async () => {
  const { rungAt } = await play();
  whileTheyRing = rungAt - START + 20_000;
});

it('without a reason against it the leg is handed over once they have rung', async () => {
  const { stays, escalation, alive, story } = await play();
  expect(stays, story).toBe(1);
  expect(escalation?.outcome).toHaveProperty('result.stayingIn.workflowId');
  expect(alive).toEqual([]);
});

it('a leg that ends while others ring is handed over to nobody', async () => {
  const { stays, escalation, hungUp, story } = await play({ at: whileTheyRing, what: 'end' });
  expect(stays, story).toBe(0);
  expect(escalation?.outcome).toMatchObject({ result: { outcome: 'escalated' } });
  expect(escalation?.outcome).not.toHaveProperty('result.stayingIn');
  expect(hungUp).toBe(0);
});

it('cancelled while others ring, the leg is hung up, and handed over to nobody', async () => {
  const { stays, escalation, hungUp, alive, story } = await play({ at: whileTheyRing, what: 'cancel' });
  expect(stays, story).toBe(0);
  expect(escalation?.outcome).toBeDefined();
  expect(escalation?.outcome).not.toHaveProperty('result.stayingIn');
  expect(hungUp).toBe(1);
  expect(alive).toEqual([]);
});

it('cancelled while others ring, a leg that cannot be hung up is named, and handed over to nobody', async () => {
  const refused: FaultInput = { request: 'delete', do: 'reply', status: 403, times: 'always' };
  const { stays, escalation, alive, story } = await play({ at: whileTheyRing, what: 'cancel' }, [refused]);
  expect(stays, story).toBe(0);
  expect(escalation?.query(ESCALATION)).toMatchObject({ leftBehind: alive.map(({ id }) => id) });
  expect(alive).toHaveLength(1);
});
