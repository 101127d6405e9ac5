import { afterAll, beforeAll, expect, test } from 'vitest';
import { escalationWorkflowId } from '../../../workflows/contract/call-id.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { matching } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { findServerBinary } from '../../temporal-server/find-server-binary.ts';
import { runProgram } from '../../temporal-server/run-program.ts';
import { callWithoutRoute } from './call-without-route.ts';

const LIMIT = 30_000;

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

test('the Temporal CLI starts an escalation from plain JSON, as the README has it, and only once', async () => {
  const input = callWithoutRoute(system);
  const start = await startCommand(input.p2pCall.id, input);
  await start();
  const escalation = await system.escalations.find(input.p2pCall.id);
  expect(await escalation.result()).toMatchObject({ outcome: 'escalated' });
  expect(await start(), 'hands out the one that has ended').toContain(escalation.runId);
  await expect(start('--fail-existing')).rejects.toThrow(/already/i);
});

test('what is wrong with the JSON fails the run with the path of the field', async () => {
  const { id } = callWithoutRoute(system).p2pCall;
  const start = await startCommand(id, { p2pCall: { id } });
  await start();
  const escalation = await system.escalations.find(id);
  await expect(escalation.result()).rejects.toMatchObject({
    kind: 'InvalidInput',
    message: matching(/p2pCall\.tenantId: is missing.*meeting: is missing/),
  });
});

async function startCommand(callId: string, input: object): Promise<(...more: string[]) => Promise<string>> {
  const binary = await findServerBinary();
  const { address, namespace } = system.environment.temporal;
  const where = ['--address', address, '--namespace', namespace, '--task-queue', system.bot.taskQueue];
  const policies = ['--id-conflict-policy', 'Fail', '--id-reuse-policy', 'RejectDuplicate', '--task-timeout', '3s'];
  const what = ['--type', 'escalateCall', '--workflow-id', escalationWorkflowId(callId), '--input', JSON.stringify(input)];
  return (...more) => runProgram(binary, ['workflow', 'start', ...where, ...policies, ...what, ...more], { timeout: LIMIT });
}
