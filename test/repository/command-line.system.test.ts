import { expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../support/child-process.ts';
import { wholeNumber } from './whole-number.ts';

it.each(['abc', '0', '-3', '1.5', '', '1e99'])('%j is no number of runs', (given) => {
  expect(() => wholeNumber('runs', given)).toThrow(`--runs takes a whole number from 1 on, not ${given}`);
});

it('a whole number is taken', () => expect(wholeNumber('runs', '20000')).toBe(20_000));

it.each([
  ['../simulation/main.ts', ['--runs', 'abc'], /not abc[^]*Usage: npm run simulate/],
  ['../chaos/main.ts', ['--calls', '0'], /not 0[^]*Usage: npm run chaos/],
  ['../graph-simulator/main.ts', ['--nonsense'], /--nonsense[^]*Usage: npm run simulator/],
  ['../graph-simulator/main.ts', ['--data-form', 'tree'], /takes field, seed, id, not tree[^]*Usage: npm run simulator/],
  ['../mutations/main.ts', ['no such mutation'], /No mutation has "no such mutation"[^]*Usage: npm run mutate/],
])('%s %j ends with 2, and says how it is used', async (program, args, says) => {
  const started = startProgram(program, fileURLToPath(new URL(program, import.meta.url)), args);
  expect(await started.ended).toBe(2);
  expect(started.lines.join('\n')).toMatch(says);
  expect(started.lines.join('\n')).not.toContain('    at ');
});
