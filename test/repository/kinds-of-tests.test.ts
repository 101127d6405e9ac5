import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What no unit test may lead to: a server, a program, the environment that only the other projects have. */
const STARTERS = [
  'test/support/injected-environment.ts',
  'test/support/start-test-environment.ts',
  'test/temporal-server/start-dev-server.ts',
  'test/temporal-server/temporal-server.ts',
  'test/support/child-process.ts',
];
const KINDS = ['virtual', 'system', 'crash', 'slow'];

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((file) => join('test', file));
const tests = files.filter((file) => file.endsWith('.test.ts'));
const kindOf = (file: string) => /\.([a-z]+)\.test\.ts$/.exec(file)?.[1];
const units = tests.filter((file) => kindOf(file) === undefined || kindOf(file) === 'virtual');

const read = new Map<string, string[]>();

/** What a file imports itself; types are no imports, they are gone when it runs. */
function directImportsOf(file: string): string[] {
  const known = read.get(file);
  if (known) return known;
  const sources = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)(?! type\b)[^'";]*'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm,
  );
  const imports = Array.from(sources, ([, source, later]) => join(dirname(file), source ?? later ?? ''));
  read.set(file, imports);
  return imports;
}

/** What a file imports, and what that imports, first of all itself. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const imported of directImportsOf(file)) importsOf(imported, seen);
  return seen;
}

describe('a test file', () => {
  it('is of a kind that there is, by its name', () => {
    const kinds = new Set(tests.map(kindOf));
    expect([...kinds].filter((kind) => kind !== undefined && !KINDS.includes(kind))).toEqual([]);
  });

  it('of the unit tests starts neither a server nor a program', () => {
    expect(units.length).toBeGreaterThan(50);
    const wrong = units.flatMap((file) => {
      const imports = importsOf(file);
      const starters = STARTERS.filter((starter) => imports.has(starter));
      return starters.length > 0 ? [`${file} imports ${starters.join(', ')}: name it *.system.test.ts`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('mocks no module of ours or of the SDK: files of one kind share their modules', () => {
    const mocking = tests.filter((file) => /^vi\.mock\(/m.test(readFileSync(file, 'utf8')));
    expect(mocking).toEqual([]);
  });

  it('that starts one is noticed, also where another file does so for it', () => {
    expect(importsOf('test/support/system.system.test.ts')).toContain('test/support/injected-environment.ts');
    expect(importsOf('test/temporal-server/start-dev-server.system.test.ts')).toContain('test/support/child-process.ts');
    for (const starter of STARTERS) expect(existsSync(starter), starter).toBe(true);
  });
});
