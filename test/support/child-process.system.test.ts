import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGuarded, startProgram } from './child-process.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'child-process-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('receives each line, and gives a program its own arguments', async () => {
  const child = startProgram('greeter', await program("console.log('hello', process.argv[2]); console.error('bye')"), ['world']);
  expect(await child.ended).toBe(0);
  expect(child.lines).toEqual(expect.arrayContaining(['hello world', 'bye']));
  expect(await child.line('hello', (line) => line.startsWith('hello'))).toBe('hello world');
});

test('a program that ends before its line is reported with its output', async () => {
  const child = startProgram('mute', await program("console.error('no such key'); process.exit(3)"));
  await expect(child.line('it listened', () => false)).rejects.toThrow(/mute ended \(3\) before it listened[^]*no such key/);
});

test('stop is SIGTERM, and SIGKILL for who does not listen', async () => {
  const gentle = startProgram('gentle', await program("process.on('SIGTERM', () => process.exit(0)); stay(); console.log('up')"));
  const deaf = startProgram('deaf', await program("process.on('SIGTERM', () => {}); stay(); console.log('up')"));
  await Promise.all([gentle, deaf].map((child) => child.line('up', (line) => line === 'up')));
  await Promise.all([gentle.stop(), deaf.stop(200)]);
  expect(await gentle.ended).toBe(0);
  expect(await deaf.ended).toBe('SIGKILL');
});

test.each(['SIGTERM', 'SIGKILL'] as const)('nobody outlives a parent that gets %s', async (signal) => {
  const grandchild = await program('process.on("SIGTERM", () => process.exit(0)); stay(); console.log(`pid ${process.pid}`)');
  const parent = await program(
    `const { startProgram, startGuarded } = await import(${JSON.stringify(new URL('./child-process.ts', import.meta.url).href)});
     const onLine = (line) => console.log(line);
     startProgram('ours', ${JSON.stringify(grandchild)}, [], { onLine });
     startGuarded('foreign', 'sh', ['-c', 'echo "pid $$"; exec sleep 1000'], { onLine });`,
  );
  const heard: number[] = [];
  let resolve: () => void = () => undefined;
  const both = new Promise<void>((done) => (resolve = done));
  const child = startGuarded('parent', process.execPath, ['--import', 'tsx', parent], {
    onLine: (line) => heard.push(Number(/^pid (\d+)$/.exec(line)?.[1] ?? Number.NaN)) === 2 && resolve(),
  });
  await both;
  expect(heard.every(isAlive)).toBe(true);
  if (signal === 'SIGTERM') await child.stop();
  else await child.kill();
  await expect.poll(() => heard.some(isAlive), { timeout: 60_000 }).toBe(false);
});

let programs = 0;

async function program(text: string): Promise<string> {
  const path = join(folder, `program-${++programs}.mts`);
  await writeFile(path, `const stay = () => setInterval(() => {}, 1000);\n${text}\n`);
  return path;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
