import { expect } from 'vitest';
import type { Moment } from './moments.ts';
import type { Ran } from './run-call.ts';

/** Whatever was killed meanwhile: asked for once, ended as it should, nothing in doubt, and nothing of ours is left alive. */
export async function expectEnd(ran: Ran, { ends = 'escalated' }: Pick<Moment, 'ends'> = {}): Promise<void> {
  const result = await ran.result();
  expect(result).toMatchObject({ outcome: ends });
  expect(result).not.toHaveProperty('unconfirmed');
  expect(result).not.toHaveProperty('leftBehind');
  expect(ran.count('createCall')).toBe(1);
  expect(ran.count('invite')).toBe(1);
  expect(ran.alive()).toEqual({ p2p: ends === 'escalated' ? [] : [ran.call.id], multiparty: [] });
}
