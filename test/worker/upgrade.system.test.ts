import { afterAll, beforeAll, expect, it } from 'vitest';
import { stayWorkflowId } from '../../workflows/contract/call-id.ts';
import { CALL, LEAVE } from '../../workflows/contract/names.ts';
import type { StayResult, StaySnapshot } from '../../workflows/contract/stay.ts';
import type { Child } from '../support/child-process.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startWorkerProcess } from '../support/programs.ts';
import { startSystem, type System } from '../support/system.ts';
import { findServerBinary } from '../temporal-server/find-server-binary.ts';
import { rolloutCommands, runCommand } from './rollout-commands.ts';

const [OLD, NEW] = ['1.0.0', '1.1.0'];

let system: System;
let cli: string;
let deployment: string;
const workers: Child[] = [];

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), worker: false });
  cli = await findServerBinary();
  deployment = system.bot.taskQueue;
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await system.stop();
});

async function startWorker(buildId: string): Promise<Child> {
  const more = { TEMPORAL_DEPLOYMENT_NAME: deployment, TEMPORAL_WORKER_BUILD_ID: buildId };
  const worker = await startWorkerProcess(system.environment, system.bot, system.places, { more });
  workers.push(worker);
  return worker;
}

/** A version is there to be made the current one only after its first poll has arrived. */
async function run(command: string): Promise<string> {
  const { address, namespace } = system.environment.temporal;
  const env = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, DEPLOYMENT: deployment, OLD, NEW };
  let said = '';
  await expect
    .poll(() => runCommand(command, cli, env).then((text) => (said = text)), { timeout: 60_000, interval: 500 })
    .toBeDefined();
  return said;
}

/** The version that the run is on, of a workflow's newest run. */
async function versionOf(workflowId: string): Promise<string | undefined> {
  const { raw } = await system.client.workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
}

async function callThatStays(): Promise<{ escalation: string; stay: string }> {
  const call = await system.call({ afterwards: 'stay' });
  const result = await call.result();
  const stay = stayWorkflowId(result.multipartyCallId ?? '');
  expect(result).toMatchObject({ outcome: 'escalated', stayingIn: { workflowId: stay } });
  return { escalation: call.workflowId, stay };
}

it('old and new worker side by side: runs end where they began, a call that stays moves, by the commands of the README', async () => {
  const [makeOldCurrent = ''] = rolloutCommands('first');
  const [ramp = '', makeNewCurrent = '', wake = '', describe = ''] = rolloutCommands('next');

  await startWorker(OLD);
  await run(makeOldCurrent);
  const before = await callThatStays();
  expect([await versionOf(before.escalation), await versionOf(before.stay)]).toEqual([OLD, OLD]);
  const handle = system.client.workflow.getHandle(before.stay);
  const { runId } = await handle.describe();

  await startWorker(NEW);
  await run(ramp);
  await run(makeNewCurrent);
  const after = await callThatStays();
  expect([await versionOf(after.escalation), await versionOf(after.stay)]).toEqual([NEW, NEW]);
  const first = await system.client.workflow.getHandle(before.stay, runId).describe();
  expect(first.raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId).toBe(OLD);

  // What the operator may have to do twice, for Temporal's list of runs is a little late.
  await expect.poll(() => run(wake).then(() => versionOf(before.stay)), { timeout: 60_000, interval: 3_000 }).toBe(NEW);
  expect((await handle.describe()).runId).not.toBe(runId);
  expect(await handle.query<StaySnapshot>(CALL)).toMatchObject({ status: 'staying' });
  expect(await run(describe)).toMatch(/draining|drained/i);

  await workers[0]?.stop();
  for (const { stay } of [before, after]) {
    const left = await system.client.workflow.getHandle(stay).executeUpdate<StayResult, []>(LEAVE);
    expect(left).toMatchObject({ outcome: 'left', reason: 'asked' });
  }
}, 150_000);
