import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runProgram } from '../../temporal-server/run-program.ts';
import { callWithoutRoute } from './call-without-route.ts';

const INSTALL_LIMIT = 300_000;
const RUN_LIMIT = 60_000;
const COMPILER = resolve('node_modules/typescript/bin/tsc');
const NODE_TYPES = ['--types', 'node', '--typeRoots', resolve('node_modules/@types')];
/** The SDK's own declarations lack those of `ms`. */
const COMPILER_OPTIONS = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', ...NODE_TYPES];

/** The sample of `workflows/client/README.md`. */
const SERVICE = 'test/workflows/client/samples/service.ts';

/** Tells at the end which modules were loaded; all of Temporal's are CommonJS. */
const WITNESS = `import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
process.on('exit', () => writeFileSync('loaded.json', JSON.stringify(Object.keys(createRequire(import.meta.url).cache))));
`;

let system: System;
let folder: string;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  folder = await mkdtemp(join(tmpdir(), 'service-'));
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

test(
  'a service of ten lines with only the client installed starts an escalation and gets its typed result',
  async () => {
    await installClient();
    expect((await readdir(join(folder, 'node_modules/call-escalation/dist/workflows'))).toSorted()).toEqual([
      'client',
      'contract',
    ]);

    await cp(SERVICE, join(folder, 'service.ts'));
    await inFolder(process.execPath, [COMPILER, ...COMPILER_OPTIONS, 'service.ts']);

    const { id, tenantId, caller } = callWithoutRoute(system).p2pCall;
    await writeFile(join(folder, 'witness.mjs'), WITNESS);
    const said = await inFolder(process.execPath, ['--import', './witness.mjs', 'service.js', id, tenantId, caller.user.id]);
    const leg = system.simulator.record().legs.find(({ kind }) => kind === 'multiparty');
    expect(said.trim()).toBe(leg?.id);

    const loaded = await readFile(join(folder, 'loaded.json'), 'utf8');
    expect(loaded).toContain('node_modules/@temporalio/client');
    expect(loaded).not.toMatch(/@temporalio\/(worker|workflow|activity|core-bridge)\//);
  },
  INSTALL_LIMIT,
);

/** As a package: from the tarball that `npm install <git url>` makes, too. */
async function installClient(): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'service', private: true, type: 'module' }));
  await runProgram('npm', ['pack', '--silent', '--pack-destination', folder], { env: npmEnvironment(), timeout: INSTALL_LIMIT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack left no tarball');
  await inFolder('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`]);
}

function inFolder(command: string, args: string[]): Promise<string> {
  const { address, namespace } = system.environment.temporal;
  const env = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TASK_QUEUE: system.bot.taskQueue };
  const timeout = command === 'npm' ? INSTALL_LIMIT : RUN_LIMIT;
  return runProgram(command, args, { cwd: folder, env: { ...npmEnvironment(), ...env }, timeout });
}

/** Nothing of the npm that may run these tests. */
function npmEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}
