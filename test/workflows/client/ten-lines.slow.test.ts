import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runProgram } from '../../temporal-server/run-program.ts';
import { callWithoutRoute } from './call-without-route.ts';
import { startStandIn, type StandIn } from './stand-in/start-stand-in.ts';
import { DECLINES } from './stand-in/what-becomes-of.ts';

const INSTALL_LIMIT = 600_000;
const RUN_LIMIT = 120_000;
const COMPILER = resolve('node_modules/typescript/bin/tsc');
const NODE_TYPES = ['--types', 'node', '--typeRoots', resolve('node_modules/@types')];
/** The SDK's own declarations lack those of `ms`. */
const COMPILER_OPTIONS = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', ...NODE_TYPES];

/** The samples of `workflows/client/README.md`. */
const SAMPLES = 'test/workflows/client/samples';
const SERVICES = ['service.ts', 'invite.ts', 'stay.ts'];

/** Tells at the end which modules were loaded; all of Temporal's are CommonJS. */
const WITNESS = `import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
process.on('exit', () => writeFileSync('loaded.json', JSON.stringify(Object.keys(createRequire(import.meta.url).cache))));
`;

let system: System;
let standIn: StandIn;
let folder: string;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  standIn = await startStandIn();
  folder = await mkdtemp(join(tmpdir(), 'service-'));
  await installClient();
  for (const service of SERVICES) await cp(join(SAMPLES, service), join(folder, service));
  await inFolder(process.execPath, [COMPILER, ...COMPILER_OPTIONS, ...SERVICES]);
  await writeFile(join(folder, 'witness.mjs'), WITNESS);
}, INSTALL_LIMIT);
afterAll(async () => {
  await system.stop();
  await standIn.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a service of ten lines with only the client installed starts an escalation and gets its typed result', async () => {
  const installed = await readdir(join(folder, 'node_modules/call-escalation/dist/workflows'));
  expect(installed.toSorted()).toEqual(['client', 'contract', 'payloads', 'traces']);

  const { id, tenantId, caller } = callWithoutRoute(system).p2pCall;
  const said = await runService('service.js', system.bot.taskQueue, id, tenantId, caller.user.id);
  const leg = system.simulator.record().legs.find(({ kind }) => kind === 'multiparty');
  expect(said.trim()).toBe(leg?.id);

  const loaded = await readFile(join(folder, 'loaded.json'), 'utf8');
  expect(loaded).toContain('node_modules/@temporalio/client');
  expect(loaded).not.toMatch(/@temporalio\/(worker|workflow|activity|core-bridge)\//);
});

test('one of ten lines invites people into a call', async () => {
  const said = await runService('invite.js', standIn.taskQueue, randomUUID(), randomUUID(), 'request-1', 'ada', DECLINES);
  expect(said).toBe(`ada joined\n${DECLINES} declined\n`);
});

test('one of ten lines stays in a call, tells who is in it, removes somebody, and leaves', async () => {
  const said = await runService('stay.js', standIn.taskQueue, randomUUID(), randomUUID(), 'ada');
  expect(said).toBe('somebody is in\nada is in\nleft asked\n');
});

function runService(program: string, taskQueue: string, ...args: string[]): Promise<string> {
  return inFolder(process.execPath, ['--import', './witness.mjs', program, ...args], taskQueue);
}

/** As a package: from the tarball that `npm install <git url>` makes, too. */
async function installClient(): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'service', private: true, type: 'module' }));
  await runProgram('npm', ['pack', '--silent', '--pack-destination', folder], { env: npmEnvironment(), timeout: INSTALL_LIMIT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no tarball');
  await inFolder('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`]);
}

function inFolder(command: string, args: string[], taskQueue = ''): Promise<string> {
  const { address, namespace } = system.environment.temporal;
  const env = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TASK_QUEUE: taskQueue };
  const timeout = command === 'npm' ? INSTALL_LIMIT : RUN_LIMIT;
  return runProgram(command, args, { cwd: folder, env: { ...npmEnvironment(), ...env }, timeout });
}

/** Nothing of the npm that may run these tests. */
function npmEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}
