import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsBelow, readMarkdown } from './read-markdown.ts';

const FILES = [
  ...['workflows', 'activities', 'worker', 'webhook', 'test'].flatMap((folder) => pathsBelow(folder, '.ts')),
  'vitest.config.ts',
];
const COMMENTS = FILES.flatMap((file) => commentsOf(readFileSync(file, 'utf8')).map((comment) => ({ file, comment })));

const FACTS = headingsOf('activities/graph/README.md').flatMap((heading) => /^§([\d.]+) /.exec(heading)?.[1] ?? []);
const RULES = headingsOf('workflows/run/README.md').flatMap((heading) => /^Rule (\d): /.exec(heading)?.[1] ?? []);

/** Papers that no reader of the repository has. */
const ELSEWHERE = /\breference §|\bdesign, |temporal-craft|workflow-sketch/i;

describe('a comment cites a place that a reader can open', () => {
  it('of Graph: each § has its heading in activities/graph/README.md', () => {
    expect(FACTS.length).toBeGreaterThan(20);
    expect(found(factsIn, (fact) => !FACTS.includes(fact))).toEqual([]);
  });

  it('the rules: each has its heading in workflows/run/README.md', () => {
    expect(RULES).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(found(rulesIn, (rule) => !RULES.includes(rule))).toEqual([]);
  });

  it('a README and its heading', () => {
    expect(found(placesIn, (place) => !isThere(place))).toEqual([]);
  });

  it('and none of the papers that stayed outside', () => {
    expect(
      found(
        (comment) => ELSEWHERE.exec(comment) ?? [],
        () => true,
      ),
    ).toEqual([]);
  });
});

it('the facts of Graph are those that are cited, and no more', () => {
  const cited = new Set(COMMENTS.flatMap(({ comment }) => factsIn(comment)));
  const isCited = (fact: string) => [...cited].some((other) => other === fact || other.startsWith(`${fact}.`));
  expect(FACTS.filter((fact) => !isCited(fact))).toEqual([]);
});

it('what a comment cites is found, over the end of its lines, too', () => {
  const [jsDoc = '', lines = ''] = commentsOf(
    '/**\n * Waits (Graph §9.3, and rules 3\n * and 5).\n */\nf(); // as (workflows/call/README.md,\n  // Reasons) has it\n',
  );
  expect([factsIn(jsDoc), rulesIn(jsDoc)]).toEqual([['9.3'], ['3', '5']]);
  expect(placesIn(lines)).toEqual(['workflows/call/README.md, Reasons) has it']);
  expect(isThere('workflows/call/README.md, Reasons) has it')).toBe(true);
  expect(isThere('workflows/call/README.md, Nothing')).toBe(false);
  expect(factsIn('names of encodings (RFC 9110 §8.4.1)')).toEqual([]);
});

function found(cited: (comment: string) => readonly string[], isWrong: (cited: string) => boolean): string[] {
  return COMMENTS.flatMap(({ file, comment }) =>
    cited(comment)
      .filter(isWrong)
      .map((what) => `${file}: ${what}`),
  );
}

function factsIn(comment: string): string[] {
  return [...comment.matchAll(/(?<!RFC \d+ )§(\d+(?:\.\d+)*)/g)].map(([, fact = '']) => fact);
}

/** `rule 7`, `rules 3 and 5`, `rules 1 to 7`. */
function rulesIn(comment: string): string[] {
  return [...comment.matchAll(/\brules? (\d)(?:,? (?:and|to) (\d))?\b/gi)].flatMap(([, one = '', other]) =>
    other ? [one, other] : [one],
  );
}

/** From the file's name on, for a heading's end is known only when it is found. */
function placesIn(comment: string): string[] {
  return [...comment.matchAll(/[\w./-]*(?:README|CONTRIBUTING)\.md, (?:"|[A-Z§])[^]{0,80}/g)].map(([place]) => place);
}

function isThere(place: string): boolean {
  const [path = '', ...rest] = place.split(', ');
  const heading = rest.join(', ').replace(/^"/, '');
  try {
    return headingsOf(path).some((known) => heading.startsWith(known));
  } catch {
    return false;
  }
}

function headingsOf(path: string): string[] {
  return readMarkdown(join(dirname(path), path.split('/').at(-1) ?? '')).headings;
}

/** Comments in one line each; lines that follow one another are one comment. */
function commentsOf(source: string): string[] {
  const blocks = [...source.matchAll(/(?<=^|\s)\/\*[^]*?\*\//g)].map(([comment]) => comment.replaceAll(/\n\s*\*?/g, ' '));
  const lines = [...source.matchAll(/(?:(?<=^|\s)\/\/[^\n]*(?:\n\s*(?=\/\/ )|$)?)+/gm)].map(([comment]) =>
    comment.replaceAll(/\n\s*\/\//g, ' '),
  );
  return [...blocks, ...lines].map((comment) => comment.replaceAll(/\s+/g, ' '));
}
