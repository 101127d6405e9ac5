import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { containing } from '../support/matchers.ts';
import { lintDockerfile } from './hadolint.ts';
import { readDockerfile, type Stage } from './read-dockerfile.ts';

const TARGETS = ['worker', 'webhook', 'simulator'];
const stages = readDockerfile(await readFile('Dockerfile', 'utf8'));
const targets = stages.filter(({ name }) => TARGETS.includes(name));

describe('the Dockerfile', () => {
  it('pleases hadolint, which does find faults', async () => {
    expect(await lintDockerfile('Dockerfile')).toEqual([]);
    const folder = await mkdtemp(join(tmpdir(), 'dockerfile-'));
    await writeFile(join(folder, 'Dockerfile'), 'FROM node\nRUN cd /tmp && sudo ls\n');
    expect((await lintDockerfile(join(folder, 'Dockerfile'))).join('\n')).toMatch(/DL3006[^]*DL3004/);
    await rm(folder, { recursive: true });
  }, 180_000);

  it('has the targets', () => expect(targets.map(({ name }) => name).sort()).toEqual(TARGETS.toSorted()));

  it.each(targets)('$name does not run as root, and says whether it is healthy', ({ instructions }) => {
    const words = instructions.map(({ word }) => word);
    expect(instructions.findLast(({ word }) => word === 'USER')?.text).toBe('1000');
    expect(words).toContain('HEALTHCHECK');
    expect(words.indexOf('USER'), 'nothing is written after it').toBeGreaterThan(words.lastIndexOf('COPY'));
  });

  it.each(targets)('$name comes of Debian with Node 24, for the SDK has no binaries for Alpine', ({ from }) => {
    expect(imageOf(from)).toMatch(/^node:24-\w+-slim$/);
  });

  it('gives worker and webhook production dependencies only', () => {
    const sources = targets
      .filter(({ name }) => name !== 'simulator')
      .flatMap(({ instructions }) => instructions.filter(({ text }) => text.includes('node_modules')))
      .map(({ text }) => /--from=(\S+)/.exec(text)?.[1] ?? '');
    expect(sources).toHaveLength(2);
    for (const source of sources) expect(installsOf(source)).toEqual([containing('npm ci --omit=dev')]);
  });

  it('gives the worker a workflow bundle made before', () => {
    const copies = targets.find(({ name }) => name === 'worker')?.instructions.map(({ text }) => text);
    expect(copies).toContainEqual(containing('/app/dist/workflow-bundle.js dist/'));
  });

  it('compiles what the worker loads as the user who runs it: Node keeps a cache for each', () => {
    const worker = targets.find(({ name }) => name === 'worker')?.instructions ?? [];
    const at = (word: string, part: string) => worker.findIndex(({ word: of, text }) => of === word && text.includes(part));
    expect(at('RUN', 'node -e')).toBeGreaterThan(at('USER', '1000'));
    expect(at('USER', '1000')).toBeGreaterThan(at('RUN', 'chown 1000:1000 .compile-cache'));
    expect(at('ENV', 'NODE_COMPILE_CACHE=/app/.compile-cache')).toBeGreaterThan(-1);
  });

  it('copies from the context only what .dockerignore lets through', async () => {
    const passing = (await readFile('.dockerignore', 'utf8')).split('\n').filter((line) => line.startsWith('!'));
    const wanted = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ word, text }) => word === 'COPY' && !text.startsWith('--from'))
      .flatMap(({ text }) => text.split(' ').slice(0, -1));
    expect(new Set(wanted.map((path) => `!${path}`))).toEqual(new Set(passing));
  });
});

function imageOf(from: string): string {
  const stage = stages.find(({ name }) => name === from);
  return stage ? imageOf(stage.from) : from;
}

/** The `npm ci`s behind what stands in a stage. */
function installsOf(name: string): string[] {
  const stage: Stage | undefined = stages.find((one) => one.name === name);
  if (!stage) return [];
  const own = stage.instructions.map(({ text }) => text).filter((text) => text.includes('npm ci'));
  return [...installsOf(stage.from), ...own];
}
