import { expect, test } from 'vitest';
import { type Figure, isOverLimit, meetsGoal } from './figure.ts';
import { signalsBefore } from './floor/messages.ts';
import { PARTS, readOptions } from './options.ts';
import { percentile } from './statistics.ts';
import { tableOf } from './table.ts';

test('a percentile is one of the values', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.99, 1].map((p) => percentile(values, p))).toEqual([1, 3, 5, 5]);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a goal is about the ratio, or the value; without a floor no ratio meets one', () => {
  const figure = (rest: Partial<Figure>): Figure => ({ name: 'x', unit: 'ms', product: 12, floor: 10, ...rest });
  expect(meetsGoal(figure({ goal: { ratio: 1.25 } }))).toBe(true);
  expect(meetsGoal(figure({ goal: { ratio: 1.1 } }))).toBe(false);
  expect(meetsGoal(figure({ goal: { atLeast: 1.3 } }))).toBe(false);
  expect(meetsGoal(figure({ goal: { value: 12 } }))).toBe(true);
  expect(meetsGoal(figure({}))).toBeUndefined();
  expect(meetsGoal({ name: 'x', unit: '', product: 1, goal: { ratio: 2 } })).toBe(false);
});

test('a count over its limit fails, also one that could not be taken', () => {
  const count = (product: number): Figure => ({ name: 'x', unit: '', product, limit: 4 });
  expect([3, 4, 5, Number.NaN].map((product) => isOverLimit(count(product)))).toEqual([false, false, true, true]);
});

test('the table shows what was measured, and whether it is enough', () => {
  const lines = tableOf([
    { name: 'reaction', unit: 'ms', product: 20, floor: 10, goal: { ratio: 1.25 }, of: 60 },
    { name: 'events', unit: '', product: 90, limit: 80 },
  ]).map((line) => line.replaceAll(/ +/g, ' '));
  expect(lines).toEqual([
    'figure unit product floor ratio goal of',
    'reaction ms 20 10 2.00 <= 1.25 missed 60',
    'events 90 <= 80 TOO MANY',
  ]);
});

test('the signals of a shape all come, spread over its activities', () => {
  const shape = { activities: 4, signals: 11, timers: 0 };
  expect([1, 2, 3, 4].map((nth) => signalsBefore(shape, nth))).toEqual([3, 6, 9, 11]);
});

test('quick is less of everything, and what is named goes before it', () => {
  const [all, quick] = [readOptions([]), readOptions(['--quick', '--calls', '7', '--only', 'webhook,kill'])];
  expect(all.only).toEqual(PARTS);
  expect(quick).toMatchObject({ calls: 7, only: ['webhook', 'kill'] });
  expect(quick.open).toBeLessThan(all.open);
  expect(() => readOptions(['--only', 'speed'])).toThrow('There is no part speed');
  expect(() => readOptions(['--calls', '0'])).toThrow('--calls');
});
