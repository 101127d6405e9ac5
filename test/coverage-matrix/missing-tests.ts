import { existsSync } from 'node:fs';
import { collectTests } from './collect-tests.ts';

/** Those of the named tests, each `<file> > <full name>`, that do not exist. */
export async function missingTests(named: readonly string[]): Promise<string[]> {
  const files = [...new Set(named.map(fileOf))].filter((file) => existsSync(file));
  const collected = new Set(await collectTests(files));
  return named.filter((name) => !collected.has(name));
}

function fileOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(' > ')));
}
