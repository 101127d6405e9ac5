import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normalizeId } from '../../../workflows/contract/call-id.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { matching } from '../../support/matchers.ts';
import { startSystem, type System } from '../../support/system.ts';
import { findServerBinary } from '../../temporal-server/find-server-binary.ts';
import { runProgram } from '../../temporal-server/run-program.ts';
import { callWithoutRoute } from './call-without-route.ts';

const LIMIT = 120_000;
/** The samples of `workflows/client/README.md`. */
const SAMPLES = 'test/workflows/client/samples';

let system: System;
let folder: string;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  folder = await mkdtemp(join(tmpdir(), 'plain-json-'));
  await symlink(resolve(await findServerBinary()), join(folder, 'temporal'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the Temporal CLI starts an escalation from plain JSON, as the README has it, and only once', async () => {
  const { p2pCall, policy } = callWithoutRoute(system);
  const sample = JSON.parse(await readFile(join(SAMPLES, 'input.json'), 'utf8')) as { p2pCall: object; policy: object };
  const input = { ...sample, p2pCall: { ...sample.p2pCall, ...p2pCall }, policy: { ...policy, ...sample.policy } };
  await start(p2pCall.id, input);
  const escalation = await system.escalations.find(p2pCall.id);
  expect(await escalation.result()).toMatchObject({ outcome: 'escalated' });
  expect(await start(p2pCall.id, input), 'hands out the one that has ended').toContain(escalation.runId);
  await expect(start(p2pCall.id, input, '--fail-existing')).rejects.toThrow(/already/i);
});

test('what is wrong with the JSON fails the run with the path of the field', async () => {
  const { id } = callWithoutRoute(system).p2pCall;
  await start(id, { p2pCall: { id } });
  const escalation = await system.escalations.find(id);
  await expect(escalation.result()).rejects.toMatchObject({
    kind: 'InvalidInput',
    message: matching(/p2pCall\.tenantId: is missing.*meeting: is missing/),
  });
});

/** Runs the sample's command. @param more flags at its end */
async function start(callId: string, input: object, ...more: string[]): Promise<string> {
  await writeFile(join(folder, 'input.json'), JSON.stringify(input));
  const { address, namespace } = system.environment.temporal;
  const env = {
    PATH: [folder, process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TASK_QUEUE: system.bot.taskQueue,
    CALL_ID: normalizeId(callId),
  };
  const command = (await readFile(join(SAMPLES, 'start.sh'), 'utf8')).trimEnd();
  return await runProgram('sh', ['-c', [command, ...more].join(' ')], { cwd: folder, env, timeout: LIMIT });
}
