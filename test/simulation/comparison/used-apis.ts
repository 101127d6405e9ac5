import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the sources import from `@temporalio/workflow`, types left out, and what they use of it: such as `log` and `log.info`. */
export function usedApis(sources: readonly string[]): string[] {
  return [...new Set(sources.flatMap(apisOf))].sort();
}

/** All sources of a folder, with those in its folders. @param but one of these, left out */
export function sourcesIn(folder: string, but?: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .filter((path) => but === undefined || !path.startsWith(join(but, '/')))
    .map((path) => readFileSync(path, 'utf8'));
}

const IMPORT = /^import (?!type )([^;]*?) from '@temporalio\/workflow';/gm;

function apisOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, clause = '']) => {
    const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]?.split(',') ?? [clause];
    return names
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .flatMap((name) => used(name, source));
  });
}

/** A name, and what is used of it. */
function used(name: string, source: string): string[] {
  const members = [...source.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))];
  return [name, ...members.map(([member]) => member)];
}
