import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';

const NOT_FOUND = { error: { code: '8522', message: 'Call not found.' } };

const OBSTACLES: [string, FaultInput, number][] = [
  ['whose response is lost', { request: 'delete', do: 'loseResponse' }, 1],
  ['that never arrives', { request: 'delete', do: 'reset' }, 2],
  ['that meets an error of the server', { request: 'delete', do: 'reply', status: 500 }, 2],
  ['that is throttled', { request: 'delete', do: 'reply', status: 429, retryAfter: '0.128' }, 2],
  ['that is confirmed, to no effect', { request: 'delete', do: 'reply', status: 204 }, 2],
  ['that meets a false 404', { request: 'delete', do: 'reply', status: 404, body: NOT_FOUND }, 2],
];

describe('our own leg is gone in the end, after a hang-up', () => {
  it.each(OBSTACLES)('%s, as we leave', async (_, fault, least) => {
    const ran = await playCall([fault]);
    const result = ran.result();
    expect(result).toMatchObject({ outcome: 'escalated' });
    expect(result).not.toHaveProperty('leftBehind');
    expect(ran.count('delete')).toBeGreaterThanOrEqual(least);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it.each(OBSTACLES)('%s, as we tidy up after a stop', async (_, fault, least) => {
    const ran = await playCall([{ invite: 'declined' }, fault]);
    const result = ran.result();
    expect(result).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', p2pCall: 'kept' });
    expect(result).not.toHaveProperty('leftBehind');
    expect(ran.count('delete')).toBeGreaterThanOrEqual(least);
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });
});

describe('our own leg is ended by others, and needs no hang-up', () => {
  const ended = { leg: 'multiparty', do: 'end', code: 200, subcode: 5001 } as const;

  it('before we leave: escalated', async () => {
    const ran = await playCall([{ ...ended, at: 'replaced' }], { policy: { leaveAfter: 2_000 } });
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.count('delete')).toBe(0);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('while we tidy up after a stop: the reason stays', async () => {
    const held: FaultInput = { request: 'delete', do: 'delay', ms: 3_500 };
    const ran = await playCall([{ invite: 'declined' }, held, { ...ended, at: 'inviting', afterMs: 2_500 }]);
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'inviteDeclined', p2pCall: 'kept' });
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });
});

it('a leg whose hang-up Graph confirms and never does is named', async () => {
  const ran = await playCall([{ request: 'delete', do: 'reply', status: 204, times: 'always' }]);
  const legs = ran.multipartyCalls;
  expect(legs).toHaveLength(1);
  expect(ran.result()).toMatchObject({ outcome: 'escalated', leftBehind: legs });
  expect(ran.alive).toEqual({ p2p: [], multiparty: legs });
});
