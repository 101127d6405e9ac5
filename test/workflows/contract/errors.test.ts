import { expect, it } from 'vitest';
import { causesOf, errorMessage, messageWithCauses } from '../../../workflows/contract/errors.ts';

/** As Node throws it where a host has two addresses and neither answers: it has no message of its own. */
const refused = new AggregateError([new Error('connect ECONNREFUSED ::1:1'), new Error('connect ECONNREFUSED 127.0.0.1:1')]);
const failed = new TypeError('fetch failed', { cause: refused });

it('the message of every cause is there, also of one that has none itself', () => {
  const why = 'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1';
  expect(causesOf(failed)).toEqual([why]);
  expect(messageWithCauses(failed)).toBe(`fetch failed: ${why}`);
  expect(messageWithCauses(new Error('no keys', { cause: failed }))).toBe(`no keys: fetch failed: ${why}`);
});

it.each<[string, unknown, string]>([
  ['a code', Object.assign(new Error(''), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['a name', new TypeError(''), 'TypeError'],
  ['what is no error', 'just a text', 'just a text'],
])('where there is no message, %s', (_, thrown, message) => {
  expect(errorMessage(thrown)).toBe(message);
  expect(causesOf(thrown)).toEqual([]);
});
