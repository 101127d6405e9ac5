import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normalizeId } from '../../../workflows/contract/call-id.ts';
import { findServerBinary } from '../../temporal-server/find-server-binary.ts';
import { runProgram } from '../../temporal-server/run-program.ts';
import { environmentFor } from './escalate-program.ts';
import { outcomes } from './stand-in/requests.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';

const LIMIT = 120_000;
/** The samples of `workflows/client/README.md`. */
const SAMPLES = 'test/workflows/client/samples';

let standIn: StandIn;
let folder: string;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(join(tmpdir(), 'plain-json-calls-'));
  await symlink(resolve(await findServerBinary()), join(folder, 'temporal'));
});
afterAll(async () => {
  await standIn.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the Temporal CLI invites people, as the README has it, and only once', async () => {
  const call = randomUUID();
  await run('invite.sh', call, 'invite.json');
  const invite = await standIn.calls.findInvite(call, 'ticket-4711.1');
  expect(await invite.result()).toMatchObject({ callId: call, people: outcomes('joined', 'joined') });
  expect(await run('invite.sh', call, 'invite.json'), 'hands out the one that has ended').toContain(invite.runId);
});

test('the Temporal CLI stays in a call, invites, removes and leaves, as the README has it', { timeout: 2 * LIMIT }, async () => {
  const call = randomUUID();
  await run('stay.sh', call, 'stay.json');
  const said = await run('stay-updates.sh', call);
  expect(said).toMatch(/joined[^]*8a34a46b[^]*removed[^]*outcome/);
  expect(await (await standIn.calls.findStay(call)).result()).toMatchObject({ outcome: 'left', reason: 'asked' });
});

/** Runs the sample's commands. @param json the sample that is its input, with the id of the call */
async function run(script: string, callId: string, json?: string): Promise<string> {
  if (json !== undefined) {
    const sample = JSON.parse(await readFile(join(SAMPLES, json), 'utf8')) as { call: object };
    await writeFile(join(folder, json), JSON.stringify({ ...sample, call: { ...sample.call, id: callId } }));
  }
  const env = {
    ...environmentFor(standIn),
    PATH: [folder, process.env.PATH].join(delimiter),
    CALL_ID: normalizeId(callId),
  };
  return await runProgram('sh', ['-ec', await readFile(join(SAMPLES, script), 'utf8')], { cwd: folder, env, timeout: LIMIT });
}
