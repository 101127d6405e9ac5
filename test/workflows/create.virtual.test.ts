import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';

/** For what is waited out. */
const quick = { policy: { establishWithin: 1_500 } };
const SERVER_ERROR = { error: { code: '9999', message: 'Unknown server error.' } };

describe('a multiparty leg becomes usable', () => {
  it.each<[string, FaultInput[], number]>([
    ['after the first create met a 500', [{ request: 'createCall', do: 'reply', status: 500, body: SERVER_ERROR }], 2],
    ['after the first create was throttled', [{ request: 'createCall', do: 'reply', status: 429, retryAfter: '0.128' }], 2],
    ['though the response was lost: its address carries the id', [{ request: 'createCall', do: 'loseResponse' }], 1],
    ['though the response hangs: nobody waits for it', [{ request: 'createCall', do: 'loseResponse', how: 'hang' }], 1],
    ['after the first one stuck', [{ leg: 'multiparty', do: 'neverEstablish' }], 2],
    [
      'after the first one ended alone',
      [{ leg: 'multiparty', do: 'end', at: 'creating', afterMs: 15, code: 200, subcode: 5012 }],
      2,
    ],
    ['in the other media form', [{ quirk: 'mediaConfigRequired: BadRequest' }], 2],
    ['once admitted from the lobby', [{ lobby: 'bot', admittedAfterMs: 300 }], 1],
  ])('%s', async (_, faults, creations) => {
    const ran = await playCall(faults, quick);
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.count('createCall')).toBe(creations);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('while the P2P call is still being established, where the policy says so', async () => {
    const ran = await playCall([{ notification: 'p2p established', do: 'delay', ms: 400 }], {
      policy: { createWhen: 'answered', probeAfter: 5_000 },
    });
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    const { timeline } = ran.result();
    const at = (what: string) => timeline.findIndex((entry) => entry.what === what);
    expect(at('Creating multiparty leg 1')).toBeLessThan(at('P2P call is established'));
    expect(at('P2P call is established')).toBeLessThan(at('Inviting the caller, replacing the P2P call (attempt 1)'));
  });
});

describe('no multiparty leg becomes usable', () => {
  it.each<[string, FaultInput[], object]>([
    [
      'every create meets a 500',
      [{ request: 'createCall', do: 'reply', status: 500, body: SERVER_ERROR, times: 'always' }],
      { reason: 'multipartyCallFailed' },
    ],
    ['every leg sticks', [{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }], { reason: 'multipartyCallFailed' }],
    ['our own leg stays in the lobby', [{ lobby: 'bot', times: 'always' }], { reason: 'multipartyCallFailed' }],
    [
      'somebody removes the bot',
      [{ leg: 'multiparty', do: 'end', at: 'creating', afterMs: 15, code: 200, subcode: 5000, times: 'always' }],
      { reason: 'multipartyCallEnded', resultInfo: { code: 200, subcode: 5000 } },
    ],
    [
      'the quota is full',
      [
        {
          request: 'createCall',
          do: 'reply',
          status: 429,
          body: { error: { code: 'TooManyRequests', message: 'The application has reached the monthly call creation limit.' } },
          times: 'always',
        },
      ],
      { reason: 'capacityReached' },
    ],
  ])('%s: the caller keeps the P2P call', async (_, faults, reason) => {
    const ran = await playCall(faults, quick);
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', p2pCall: 'kept', ...reason });
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });

  it('and the policy says hangUp: the P2P call is hung up too', async () => {
    const ran = await playCall([{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }], {
      policy: { establishWithin: 500, onFailure: 'hangUp' },
    });
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'multipartyCallFailed', p2pCall: 'ended' });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('and a creation of which nothing was ever known again is named', async () => {
    const ran = await playCall([{ request: 'createCall', do: 'reply', status: 500, body: SERVER_ERROR, times: 'always' }], quick);
    expect(ran.result()).toMatchObject({ leftBehind: ['multiparty 1, id unknown', 'multiparty 2, id unknown'] });
    // Once an attempt: each 500 may hide a leg.
    expect(ran.count('createCall')).toBe(2);
  });
});

describe('Graph refuses to create', () => {
  it.each([
    ['7504', 403, 'PermissionMissing'],
    ['7505', 403, 'TenantMismatch'],
    ['BadRequest', 400, 'RequestRejected'],
    ['8522', 404, 'RequestRejected'],
  ])('with %s: the run fails with %s %s, and the P2P call is kept', async (code, status, type) => {
    const ran = await playCall([
      { request: 'createCall', do: 'reply', status, body: { error: { code, message: 'No.' } }, times: 'always' },
    ]);
    expect(ran.ending).toMatchObject({
      failure: { type, details: [{ during: 'creating', p2pCall: 'kept', p2pCallId: ran.p2pCallId }] },
    });
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });
});
