import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join, matchesGlob } from 'node:path';
import { runProgram } from '../temporal-server/run-program.ts';
import { type Instruction, readDockerfile, type Stage, stageNamed } from './read-dockerfile.ts';
import { shareFiles } from './share-files.ts';

/** The images' working folder; each stage's is played by a folder of its own. */
const APP = '/app';
const RUN_LIMIT = 600_000;
/** What made the context's `node_modules`, of the same lock: they are taken instead of installed once more. */
const INSTALL_ALL = 'npm ci --no-audit --no-fund';
/** No image, so no user of its own. */
const SHELL_PROLOGUE = 'chown() { :; }; set -e;';

export interface Images {
  /** The folder that stands for `/app` in the image of this target. */
  folder(target: string): string;
}

/**
 * Does what the Dockerfile says without Docker, on the Node of this machine: each stage in a folder below `place`, filled by
 * its `COPY`s (of the context only what `.dockerignore` lets through) and its `RUN`s.
 */
export async function buildByHand(context: string, place: string, targets: string[]): Promise<Images> {
  const stages = readDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'));
  const ignore = readIgnore(await readFile(join(context, '.dockerignore'), 'utf8'));
  const folder = (name: string) => join(place, name);
  const passes = (file: string) => !ignore(file.slice(context.length + 1));
  const built = new Set<string>();

  async function build(stage: Stage): Promise<void> {
    if (built.has(stage.name)) return;
    built.add(stage.name);
    await startFrom(stage);
    for (const instruction of stage.instructions) {
      if (instruction.word === 'COPY') await copy(stage, instruction);
      if (instruction.word === 'RUN') await run(stage, instruction);
    }
  }

  async function startFrom(stage: Stage): Promise<void> {
    const base = stages.find(({ name }) => name === stage.from);
    if (!base) return void (await mkdir(folder(stage.name), { recursive: true }));
    await build(base);
    await shareFiles(folder(base.name), folder(stage.name));
  }

  async function copy(stage: Stage, { text }: Instruction): Promise<void> {
    const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(text) ?? [];
    const parts = paths.split(' ');
    const [sources, to = ''] = [parts.slice(0, -1), parts.at(-1)];
    if (from !== undefined) await build(stageNamed(stages, from));
    for (const source of sources) {
      const target = join(folder(stage.name), to.endsWith('/') ? join(to, basename(source)) : to);
      if (from !== undefined) await shareFiles(join(folder(from), source.slice(APP.length)), target);
      else await cp(join(context, source), target, { recursive: true, verbatimSymlinks: true, filter: passes });
    }
  }

  async function run(stage: Stage, { text }: Instruction): Promise<void> {
    const command = text.replace(/^--mount=\S+ /, '');
    if (command === INSTALL_ALL) return shareFiles(join(context, 'node_modules'), join(folder(stage.name), 'node_modules'));
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_prefer_offline: 'true' };
    await runProgram('bash', ['-c', `${SHELL_PROLOGUE} ${command}`], { cwd: folder(stage.name), env, timeout: RUN_LIMIT });
  }

  for (const target of targets) await build(stageNamed(stages, target));
  return { folder };
}

/** Whether a path, relative to the context, is kept from the build; the last pattern that matches decides. */
function readIgnore(text: string): (path: string) => boolean {
  const patterns = text.split('\n').filter((line) => line !== '');
  const rules = patterns.map((line) => ({ pattern: line.replace(/^!/, ''), ignored: !line.startsWith('!') }));
  const reaches = (path: string, pattern: string) => matchesGlob(path, pattern) || matchesGlob(path, `${pattern}/**`);
  return (path) => rules.findLast(({ pattern }) => reaches(path, pattern))?.ignored ?? false;
}
