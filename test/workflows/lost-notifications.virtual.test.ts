import { expect, it } from 'vitest';
import { NOTIFICATION_KINDS } from '../graph-simulator/faults/kinds.ts';
import { playCall } from './play-call.ts';

const KINDS = NOTIFICATION_KINDS.filter((kind) => kind !== 'incoming');

it.each(KINDS)('each %s is lost: escalated all the same', async (kind) => {
  const ran = await playCall([{ notification: kind, do: 'lose', times: 'always' }]);
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
});

it('all are lost: probes find everything out, the roster included', async () => {
  const ran = await playCall([{ notification: 'all', do: 'lose', nth: 2, times: 'always' }]);
  const result = ran.result();
  expect(result).toMatchObject({ outcome: 'escalated' });
  expect(result).not.toHaveProperty('unconfirmed');
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  expect(ran.count('createCall')).toBe(1);
  expect(ran.count('invite')).toBe(1);
});

it('all come twice, or in another order: one escalation', async () => {
  const ran = await playCall([
    { notification: 'all', do: 'double', times: 'always' },
    { notification: 'p2p establishing', do: 'swap' },
    { notification: 'multiparty establishing', do: 'swap' },
  ]);
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  for (const kind of ['answer', 'createCall', 'invite'] as const) expect(ran.count(kind)).toBe(1);
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
});
