// First: what comes after it gets the fake Temporal SDK.
import '../../simulation/fake-temporal/in-vitest.ts';
import { createCheckInput } from '../../../activities/check-input.ts';
import { ESCALATE_CALL } from '../../../workflows/contract/names.ts';
import { escalateCall } from '../../../workflows/index.ts';
import { inVirtualTime } from '../../simulation/in-virtual-time.ts';
import { pass } from '../../simulation/pass.ts';
import { createSteadyRandom } from '../../simulation/random.ts';
import { createVirtualClock } from '../../simulation/virtual-clock.ts';
import { setProcessTime } from '../../simulation/virtual-date.ts';
import { createVirtualTemporal, type VirtualRun } from '../../simulation/virtual-temporal.ts';

const START = 1_800_000_000_000;

/** Starts an escalation in virtual time, with whatever input, and nobody there to call: it must end by its input alone. */
export function startVirtually(workflowId: string, input: object): Promise<VirtualRun> {
  return inVirtualTime(() => start(workflowId, input));
}

async function start(workflowId: string, input: object): Promise<VirtualRun> {
  const clock = createVirtualClock(START);
  setProcessTime(clock.now);
  const checkInput = createCheckInput({ applicationId: 'application', callbackUri: async () => 'https://webhook/api/calls/1' });
  const never = { killedInTask: () => false, killedInActivity: () => false };
  const temporal = createVirtualTemporal(clock, createSteadyRandom(1), { escalateCall }, () => ({ checkInput }), never);
  const run = temporal.start(ESCALATE_CALL, workflowId, [input]);
  if (!run) throw new Error('It was not started');
  await pass(clock, temporal.runTasks, START + 60_000, () => run.outcome !== undefined);
  return run;
}
