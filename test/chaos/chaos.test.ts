import { expect, test } from 'vitest';
import { faultSchema } from '../graph-simulator/faults/fault.ts';
import { escalateOptionsSchema } from '../../workflows/contract/input-schema.ts';
import { keepRunning } from './keep-running.ts';
import { outcomesByFault } from './outcomes.ts';
import { type CallPlan, planCalls } from './plan-calls.ts';

test('the same seed gives the same calls, another others', () => {
  expect(planCalls(20, 7, 60_000)).toEqual(planCalls(20, 7, 60_000));
  expect(planCalls(20, 8, 60_000)).not.toEqual(planCalls(20, 7, 60_000));
});

test('all that is drawn is understood, and strikes one call only', () => {
  const plans = planCalls(200, 1, 60_000);
  for (const { faults, tenantId, escalate } of plans) {
    expect(faults.map((fault) => faultSchema.safeParse(fault).error)).toEqual(faults.map(() => undefined));
    expect(faults.every(({ where }) => where?.tenantId === tenantId)).toBe(true);
    expect(escalateOptionsSchema.safeParse(escalate).error).toBeUndefined();
  }
  expect(new Set(plans.map(({ tenantId }) => tenantId)).size).toBe(200);
});

test('the table counts a call for each of its faults', () => {
  const [plan] = planCalls(1, 1, 0);
  if (!plan) throw new Error('No call was planned');
  const faults: CallPlan['faults'] = [{ quirk: 'rosterUnderP2P' }, { invite: 'declined' }];
  const made = { plan: { ...plan, faults }, callId: 'A', workflowId: 'w', startedBy: 'webhook' as const };
  const rows = outcomesByFault([{ made, ending: { is: 'never started' } }]).map((line) => line.replace(/ +/g, ' '));
  expect(rows).toEqual(expect.arrayContaining(['all calls 1 never started 1', 'invite declined 1 never started 1']));
  expect(rows[0]).toBe('all calls 1 never started 1');
});

test('a program that is killed comes back, also where it fails to start at first', async () => {
  const starts: ('up' | 'fails')[] = ['up', 'fails', 'up'];
  let started = 0;
  const start = async () => {
    started += 1;
    if (starts.shift() === 'fails') throw new Error('what it needs is down');
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    return { ended, kill: async () => end() };
  };
  const kept = await keepRunning('it', start, 1);
  await kept.kill(1);
  await kept.up();
  expect(started).toBe(3);
  await kept.stop();
});
