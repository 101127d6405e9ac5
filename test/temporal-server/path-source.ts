import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { BinarySource } from './binary-source.ts';

/** `temporal` on the PATH, as any installation of the CLI leaves it. */
export function pathSource(env: NodeJS.ProcessEnv = process.env): BinarySource {
  return { name: 'temporal on the PATH', find: () => findOnPath(env.PATH ?? '') };
}

async function findOnPath(path: string): Promise<string> {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = resolve(join(folder, name));
    if (await isExecutable(candidate)) return candidate;
  }
  throw new Error(`no folder of the PATH has an executable ${name}`);
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
