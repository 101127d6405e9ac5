import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What is in the bundle: neither the client nor the schemas. */
const modules = readdirSync('workflows', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('-schema.ts') && !file.startsWith('client/'))
  .map((file) => join('workflows', file));

/** At the left margin: a variable, or a collection that is there to be filled. */
const STATE = /^(?:export )?(?:let|var)\b|^(?:export )?const [^\n]*= (?:new (?:Map|Set|WeakMap|WeakSet|Array)\b[^\n]*\(\)|\[\])/m;

it('no module of the workflow bundle keeps state: all runs of a worker share them (worker/README.md, The bundle)', () => {
  expect(modules.length).toBeGreaterThan(80);
  expect(modules.filter((file) => STATE.test(readFileSync(file, 'utf8')))).toEqual([]);
});

it.each(['let last = 0;', 'export var all;', 'const known = new Map<string, string>();', 'const seen: string[] = [];'])(
  'state would be seen: %s',
  (line) => expect(STATE.test(`import x from 'y';\n${line}\n`)).toBe(true),
);
