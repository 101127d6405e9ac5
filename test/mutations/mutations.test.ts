import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './all.ts';
import { findPlace } from './find-place.ts';

it.each(MUTATIONS)('$guards: "$does" still breaks one place of $file', ({ file, from, to, foundBy }) => {
  expect(findPlace(readFileSync(file, 'utf8'), from, to), `in ${file}: ${from}`).toBeDefined();
  expect(to).not.toBe(from);
  expect(existsSync(foundBy)).toBe(true);
});

describe('the place of a mutation', () => {
  const place = (source: string, from: string, to: string) => {
    const found = findPlace(source, from, to);
    return found && source.slice(0, found.start) + found.replacement + source.slice(found.end);
  };

  it('is where its text stands', () => {
    expect(place('if (a > 1) return;', 'a > 1', 'a > 2')).toBe('if (a > 2) return;');
  });

  it('is found again where a name is another, and a line is broken elsewhere', () => {
    expect(place('if (run.alive &&\n  !leg.ended) hangUp(run);', 'if (e.alive && !leg.ended)', 'if (e.alive)')).toBe(
      'if (run.alive) hangUp(run);',
    );
  });

  it('is the one that has more of the names', () => {
    expect(place('if (a.b(c)) x; if (run.dead(leg)) y;', 'if (e.dead(leg))', 'if (true)')).toBe('if (a.b(c)) x; if (true) y;');
  });

  it.each([
    ['a name that stands for two', 'f(a, b)', 'f(a, a)'],
    ['two names that have become one', 'f(a, a)', 'f(a, b)'],
    ['another number', 'f(a, 2)', 'f(a, 1)'],
    ['two places of the kind', 'f(a); f(a)', 'f(a)'],
    ['code of the same shape that shares no name', 'g(x)', 'f(a)'],
  ])('is not where it is %s', (_, source, from) => expect(place(source, from, 'gone')).toBeUndefined());
});
