import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { expect, it, onTestFinished } from 'vitest';
import type { EscalateCallInput } from '../../workflows/contract/input.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker-here.ts';

it('a run whose input is still being checked shows the state of the call as it will once it has begun', async () => {
  const { environment, bot, places, escalations, stop } = await startSystem({
    environment: injectedEnvironment(),
    worker: false,
  });
  onTestFinished(stop);
  let refuse = (): void => {};
  const held = new Promise<never>((_, reject) => {
    refuse = () => reject(ApplicationFailure.nonRetryable('Enough seen', 'InvalidInput'));
  });
  const worker = await startWorkerHere(environment, bot, places, { checkInput: () => held });
  onTestFinished(() => worker.stop());
  const asked = async (state: EscalateCallInput['p2pCall']['state']) => {
    const p2pCall = { id: randomUUID(), tenantId: randomUUID(), state, caller: { user: { id: randomUUID() } } };
    const run = await escalations.start({ p2pCall, meeting: { joinMeetingId: '987654321' } });
    // Answered as soon as the first task beats, which it does because it waits for the check.
    return { run, p2pCall, told: await run.state() };
  };
  const both = await Promise.all([asked('incoming'), asked('established')]);
  refuse();
  for (const { run } of both) await expect(run.result()).rejects.toThrow();
  const [incoming, established] = both.map(({ told, p2pCall: { id } }) => ({ ...told, isIt: told.p2pCall.id === id }));
  const nothingYet = { status: 'answering', participants: [], timeline: [], isIt: true };
  expect(incoming).toMatchObject({ ...nothingYet, p2pCall: { state: 'incoming' } });
  expect(established).toMatchObject({ ...nothingYet, p2pCall: { state: 'establishing' } });
});
