import { describe, expect, it } from 'vitest';
import { playCall } from './play-call.ts';

const FAILED = { outcome: 'notEscalated', reason: 'p2pCallFailed', p2pCall: 'ended' };
/** Media lost (Graph §9.3). */
const MEDIA_LOST = { code: 410, subcode: 301005 };

describe('the P2P call fails by itself, and nothing is left behind', () => {
  it.each(['answering', 'p2p established', 'creating', 'multiparty established'] as const)('at %s', async (at) => {
    const ran = await playCall([{ leg: 'p2p', do: 'end', at, ...MEDIA_LOST }]);
    expect(ran.result()).toMatchObject({ ...FAILED, resultInfo: MEDIA_LOST });
    expect(ran.count('invite')).toBeLessThanOrEqual(at === 'multiparty established' ? 1 : 0);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('at inviting, while it rings', async () => {
    const ran = await playCall([{ invite: 'unanswered' }, { leg: 'p2p', do: 'end', at: 'inviting', ...MEDIA_LOST }]);
    expect(ran.result()).toMatchObject({ ...FAILED, resultInfo: MEDIA_LOST });
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });

  it('by never being established', async () => {
    const ran = await playCall([{ leg: 'p2p', do: 'neverEstablish' }]);
    expect(ran.result()).toMatchObject({ ...FAILED, resultInfo: { code: 500, subcode: 7117 } });
    expect(ran.count('createCall')).toBe(0);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });
});
