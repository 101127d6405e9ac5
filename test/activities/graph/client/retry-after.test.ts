import { expect, it } from 'vitest';
import { readRetryAfter } from '../../../../activities/graph/client/graph-answer.ts';

const NOW = Date.parse('2026-11-23T00:00:00Z');

it.each<[string | undefined, number | undefined]>([
  ['5', 5_000],
  ['2.128', 2_128],
  ['0.0004', 1],
  [' 3 ', 3_000],
  ['Mon, 23 Nov 2026 00:00:07 GMT', 7_000],
  ['Sun, 22 Nov 2026 23:59:59 GMT', undefined],
  ['0', undefined],
  ['-1', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s waits %s ms', (header, expected) => {
  expect(readRetryAfter(header, NOW)).toBe(expected);
});
