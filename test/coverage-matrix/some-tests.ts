import { describe, expect, it } from 'vitest';

/** Never run: what the checker of the table is tried on. */
describe('a group', () => {
  it.each(['a', 'b'])('case %s', (letter) => expect(letter).toBeTypeOf('string'));
  it.skip('skipped', () => expect(true).toBe(true));
  it.todo('to be written');
});
