import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, markdownPaths, type Markdown, pathsBelow, readMarkdown, tableBelow } from './read-markdown.ts';

const ALL = markdownPaths().map(readMarkdown);
/** Those that describe what is, not what was. */
const READMES = ALL.filter(({ path }) => /(README|CONTRIBUTING)\.md$/.test(path));
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'scripts' | 'dependencies' | 'devDependencies' | 'overrides',
  Record<string, string>
>;

it('the README is short, and each folder has its own', () => {
  expect(Buffer.byteLength(readFileSync('README.md'))).toBeLessThanOrEqual(6_000);
  const folders = ['workflows', 'activities', 'worker', 'webhook', 'test', 'deploy'];
  const more = ['workflows/run', 'workflows/call', 'workflows/client', 'workflows/escalate-call', 'activities/graph'];
  for (const folder of [...folders, ...more]) expect(existsSync(join(folder, 'README.md')), folder).toBe(true);
});

describe.each(ALL)('$path', (markdown) => {
  it('has links that lead somewhere, to the heading that they name', () => {
    expect(markdown.links.filter((link) => !leadsSomewhere(markdown, link))).toEqual([]);
  });

  it('has samples that are copies of tested files', () => {
    const samples = markdown.blocks.filter(({ language, from }) => from !== undefined || MUST_BE_COPIES.includes(language));
    for (const { from, code } of samples) {
      expect(from, `no <!-- from: path --> before:\n${code}`).toBeDefined();
      expect(readFileSync(from ?? '', 'utf8')).toContain(code);
    }
  });

  it('names npm scripts that there are', () => {
    const named = [...markdown.text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, run, test = '']) => run ?? test);
    expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });
});

/** Languages of samples that somebody might copy and run; commands of a shell are checked by their scripts. */
const MUST_BE_COPIES = ['ts', 'js', 'json', 'yaml', 'yml'];

it.each(READMES)('$path names files that there are', ({ path, lines }) => {
  // Links are followed above.
  const named = lines
    .filter((line) => !isAboutOthers(line))
    .flatMap((line) => codeIn(line.replaceAll(/\[[^\]]*\]\([^)]*\)/g, '')));
  const below = pathsBelow(dirname(path), '.ts');
  const missing = named.filter((code) => {
    if (FILE.test(code)) return ![code, join(dirname(path), code)].some((file) => existsSync(file));
    return SOURCE.test(code) && !below.some((file) => file.endsWith(`/${code}`));
  });
  expect(missing).toEqual([]);
});

/** With a folder: from the root, or from the README's own. */
const FILE = /^(?!dist\/)(?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|js|json|md|yml|sh)$/;
/** By its name alone: somewhere below the README. Of other kinds, such as `routes.json`, these are the reader's own files. */
const SOURCE = /^[\w.-]+\.ts$/;

/** Files that a worked example would make, and those of other repositories. */
function isAboutOthers(line: string): boolean {
  return line.startsWith('| new |') || /microsoftgraph\/|MicrosoftDocs\//.test(line);
}

describe('CONTRIBUTING.md', () => {
  it('lists every npm script', () => {
    const listed = tableBelow('CONTRIBUTING.md', 'Commands').flatMap((row) =>
      codeIn(row.join(' ')).map((code) => /^npm (?:run )?(.*)$/.exec(code)?.[1] ?? code),
    );
    expect(Object.keys(manifest.scripts).filter((script) => !listed.includes(script))).toEqual([]);
  });

  it('says of every dependency why', () => {
    const listed = tableBelow('CONTRIBUTING.md', 'Dependencies').flatMap(([packages = '']) => codeIn(packages));
    const isListed = (name: string) =>
      listed.some((known) => known === name || (known.endsWith('/*') && name.startsWith(known.slice(0, -1))));
    const named = [manifest.dependencies, manifest.devDependencies, manifest.overrides].flatMap((group) => Object.keys(group));
    expect(named.filter((name) => !isListed(name) && !name.startsWith('@types/'))).toEqual([]);
  });
});

function leadsSomewhere({ path, anchors }: Markdown, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : normalize(join(dirname(path), file));
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const known = file === '' ? anchors : statSync(target).isFile() && target.endsWith('.md') ? readMarkdown(target).anchors : [];
  return known.includes(anchor);
}
