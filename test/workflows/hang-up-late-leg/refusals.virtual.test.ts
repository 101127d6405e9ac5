import { ApplicationFailure } from '@temporalio/common';
import { expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { CallEvent } from '../../../workflows/contract/events.ts';
import { HANG_UP_LATE_LEG } from '../../../workflows/contract/names.ts';
import { hangUpLateLeg } from '../../../workflows/index.ts';
import { inVirtualTime } from '../../simulation/in-virtual-time.ts';
import { pass } from '../../simulation/pass.ts';
import { createRandom } from '../../simulation/random.ts';
import { createVirtualClock } from '../../simulation/virtual-clock.ts';
import { setProcessTime } from '../../simulation/virtual-date.ts';
import { createVirtualTemporal, type VirtualRun } from '../../simulation/virtual-temporal.ts';

const LEG = { callId: 'leg-1', tenantId: 'tenant-1' };
const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const MISSING: CallEvent = { type: 'callMissing', callId: LEG.callId, at: new Date(START).toISOString() };
const refused = () => {
  throw ApplicationFailure.nonRetryable('403 Forbidden', 'RequestRejected');
};

type Answer = () => CallEvent[];

/** Runs `hangUpLateLeg` in virtual time. The answers are given in turn, the last of them again and again. */
function run(hangUp: Answer[], probe: Answer[]): Promise<VirtualRun & { hangUps: number }> {
  return inVirtualTime(() => play(hangUp, probe));
}

async function play(hangUp: Answer[], probe: Answer[]): Promise<VirtualRun & { hangUps: number }> {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const asked = { hangUp: 0, probe: 0 };
  const inTurn = (name: 'hangUp' | 'probe', answers: Answer[]) => async () => {
    const answer = answers[Math.min(asked[name], answers.length - 1)];
    asked[name] += 1;
    return answer?.() ?? [];
  };
  const activities = { hangUp: inTurn('hangUp', hangUp), probe: inTurn('probe', probe) };
  const never = { killedInTask: () => false, killedInActivity: () => false };
  const temporal = createVirtualTemporal(clock, createRandom(1), { hangUpLateLeg }, () => activities, never);
  const started = temporal.start(HANG_UP_LATE_LEG, lateLegWorkflowId(LEG.callId), [LEG]);
  if (!started) throw new Error('The workflow was not started');
  await pass(clock, temporal.runTasks, START + HOUR_MS, () => started.outcome !== undefined);
  return Object.assign(started, { hangUps: asked.hangUp });
}

function messageOf(outcome: VirtualRun['outcome']): string {
  return outcome && 'failure' in outcome ? outcome.failure.message : '';
}

it('hangs up again where the read is refused', async () => {
  const { outcome, hangUps } = await run([() => [], () => [MISSING]], [refused]);
  expect(outcome).toEqual({ result: 'ended' });
  expect(hangUps).toBe(2);
});

it('fails where the leg does not end, and says what to do', async () => {
  const { outcome, hangUps } = await run([() => []], [() => []]);
  expect(outcome).toMatchObject({ failure: { type: 'LegLeftAlive', nonRetryable: true } });
  expect(messageOf(outcome)).toMatch(/leg-1.*doctor/);
  expect(hangUps).toBe(5);
});

it('fails at once where the hang-up is refused, and says why', async () => {
  const { outcome, hangUps } = await run([refused], [() => []]);
  expect(messageOf(outcome)).toMatch(/leg-1.*403 Forbidden/);
  expect(hangUps).toBe(1);
});

it('is found by call and tenant', async () => {
  const { attributes } = await run([() => []], [() => [MISSING]]);
  expect(attributes).toEqual({ MultipartyCallId: LEG.callId, CallTenantId: LEG.tenantId });
});
