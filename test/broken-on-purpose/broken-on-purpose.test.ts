import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BREAKAGES } from './all.ts';

it.each(BREAKAGES)('$guards: "$does" still breaks one place of $file', ({ file, from, to, foundBy }) => {
  expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(existsSync(foundBy)).toBe(true);
});
