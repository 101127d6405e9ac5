import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asPayload } from './fake-temporal/payload.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Also what JSON leaves out, or writes otherwise. */
const leaf = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, () => 1, Symbol('no JSON'), new Date(0), Object.create(null), new Map([[1, 2]])),
);
/** Deep rather than long. */
const FEW = { maxLength: 4, maxKeys: 4 };
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), FEW), fc.dictionary(fc.string(), tie('value'), FEW)),
}));

it('copies a value as JSON would', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), anything, FEW), (value) => {
      expect(asPayload(value)).toStrictEqual(throughJson(value));
    }),
  );
});

it('has a key that every object has', () => {
  const value: unknown = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(JSON.stringify(asPayload(value))).toBe('{"__proto__":{"a":1},"constructor":2}');
});

it('is a copy', () => {
  const value = { people: [{ id: 'anna' }] };
  const copy = asPayload(value);
  value.people.splice(0);
  expect(copy).toEqual({ people: [{ id: 'anna' }] });
});
