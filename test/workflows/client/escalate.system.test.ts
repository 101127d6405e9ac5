import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EscalateCallInput } from '../../../workflows/client/index.ts';
import { FAST_TIMINGS } from '../../graph-simulator/model/settings.ts';
import { startProgram } from '../../support/child-process.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { TEST_POLICY } from '../../support/test-policy.ts';
import { callWithoutRoute } from './call-without-route.ts';
import { escalateHere } from './escalate-here.ts';
import { environmentFor, escalateProgram, NPM } from './escalate-program.ts';

const MINUTE = 60_000;

let system: System;
let folder: string;
beforeAll(async () => {
  system = await startSystem({
    environment: injectedEnvironment(),
    simulator: { timings: { ...FAST_TIMINGS, stuck: 10 * MINUTE } },
  });
  folder = await mkdtemp(join(tmpdir(), 'escalate-'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => system.simulator.clearScript());

describe('npm run escalate', () => {
  it('explains how it is used, and what its exit codes mean', async () => {
    const { code, out } = await escalateProgram(['--help'], { env: environment() }, NPM);
    expect(out).toMatch(
      /start.*--input[^]*invite[^]*stay[^]*people[^]*remove[^]*leave[^]*show[^]*watch[^]*wait[^]*cancel[^]*Exit codes/,
    );
    expect(code).toBe(0);
  });

  it('starts an escalation and waits for its result', async () => {
    const input = callWithoutRoute(system);
    const { code, out } = await escalateProgram(['start', '--input', await fileOf(input), '--wait'], { env: environment() });
    expect(code).toBe(0);
    const [first = '', ...rest] = out.split('\n');
    expect(JSON.parse(first)).toMatchObject({ joined: false, workflowId: expect.stringMatching(/^escalation-/) as unknown });
    expect(JSON.parse(rest.join('\n'))).toMatchObject({ outcome: 'escalated', p2pCallId: input.p2pCall.id });
  });

  it('shows, cancels and awaits one that runs, which was started from standard input', async () => {
    system.simulator.script([{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }]);
    const input = callWithoutRoute(system, { policy: { ...TEST_POLICY, establishWithin: '5 minutes' } });
    const { id } = input.p2pCall;
    expect(await run(['start', '--input', '-'], JSON.stringify(input))).toMatchObject({ code: 0 });
    const shown = await run(['show', id]);
    expect(JSON.parse(shown.out)).toMatchObject({ p2pCall: { id }, timeline: expect.any(Array) as unknown });

    const [watched, cancelled] = await Promise.all([run(['watch', id]), run(['cancel', id])]);
    expect(cancelled).toMatchObject({ code: 0 });
    expect(watched.out).toMatch(/^\d{4}-.*Z \w+/);
    expect(watched).toMatchObject({ code: 1 });
    const awaited = await run(['wait', id]);
    expect(JSON.parse(awaited.out)).toMatchObject({ failure: 'Cancelled' });
    expect(awaited.code).toBe(1);
    expect(await run(['cancel', id]), 'one that has ended').toMatchObject({ code: 0 });
  });

  it('refuses what it does not understand, and says so by its exit code', async () => {
    const wrong: [string[], number, RegExp][] = [
      [[], 2, /Usage/],
      [['begin'], 2, /There is no command begin/],
      [['start', '--file', 'x'], 2, /--file/],
      [['start'], 2, /start needs --input/],
      [['show'], 2, /show needs the P2P call's id/],
      [['constructor', 'x'], 2, /There is no command constructor/],
      [['wait', randomUUID()], 3, /There is no escalation/],
    ];
    for (const [args, code, why] of wrong) {
      const ran = await run(args);
      expect(ran.out + ran.complaints).toMatch(why);
      expect(ran.code, args.join(' ')).toBe(code);
    }
  });

  it('names the faults of the input', async () => {
    const wrong = { ...callWithoutRoute(system), subjekt: 'Support' };
    const ran = await run(['start', '--input', await fileOf(wrong)]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.complaints).toContain('subjekt: unknown field');
  });

  it.each([
    ['-', '{"caller":"Ada"', 'standard input is not JSON'],
    ['nowhere.json', '', 'nowhere.json cannot be read: ENOENT'],
  ])('says what is wrong with the input %s', async (from, stdin, why) => {
    const ran = await run(['start', '--input', from], stdin);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.complaints).toContain(why);
    expect(ran.complaints).not.toContain('Ada');
  });

  it('says what may be missing, where no worker answers', async () => {
    const input = callWithoutRoute(system);
    const more = { TASK_QUEUE: `nobody-${randomUUID()}` };
    expect(await run(['start', '--input', '-'], JSON.stringify(input), more)).toMatchObject({ code: 0 });
    const show = startProgram('show', resolve('workflows/client/escalate.ts'), ['show', input.p2pCall.id], {
      env: environment(more),
    });
    await show.line('what may be missing', (line) => line.includes('it takes a worker'));
    await show.kill();
  });

  it('says which server it does not reach', async () => {
    const ran = await run(['show', 'x'], '', { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(ran.code).toBe(1);
    expect(ran.complaints).toContain('at 127.0.0.1:1 (TEMPORAL_ADDRESS)');
  });
});

async function fileOf(input: EscalateCallInput): Promise<string> {
  const file = join(folder, `${input.p2pCall.id}.json`);
  await writeFile(file, JSON.stringify(input));
  return file;
}

function run(args: string[], stdin = '', more: NodeJS.ProcessEnv = {}) {
  return escalateHere(args, { env: environment(more), stdin });
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...environmentFor({ ...system.environment.temporal, taskQueue: system.bot.taskQueue }), ...more };
}
