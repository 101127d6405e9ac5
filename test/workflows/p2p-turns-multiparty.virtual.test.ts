import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';

const DATA = 'Graph sent meeting data with the P2P call: it may have become a multiparty call by itself';
const SEVERAL = /^Graph lists several people under the P2P call/;
const turns = (at: 'p2p established' | 'creating' | 'inviting', afterMs = 0): FaultInput => ({
  leg: 'p2p',
  do: 'turnMultiparty',
  at,
  afterMs,
});

describe('a P2P call that becomes a multiparty call by itself', () => {
  it.each(['p2p established', 'creating', 'inviting'] as const)(
    'at %s: escalated all the same, and the timeline says so',
    async (at) => {
      const ran = await playCall([turns(at)]);
      const result = ran.result();
      expect(result).toMatchObject({ outcome: 'escalated' });
      expect(result).not.toHaveProperty('unconfirmed');
      const told = result.timeline.filter(({ what }) => what === DATA || SEVERAL.test(what));
      expect(told.map(({ leg }) => leg)).toEqual(['p2p', 'p2p']);
      expect(told.map(({ what }) => what)).toEqual([DATA, expect.stringMatching(SEVERAL)]);
      expect(ran.count('invite')).toBe(1);
      expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
    },
  );

  it('and whose notifications are lost: a probe finds the meeting data', async () => {
    const ran = await playCall([turns('p2p established'), { notification: 'p2p established', do: 'lose', times: 'always' }], {
      policy: { probeAfter: 200 },
    });
    const { outcome, timeline } = ran.result();
    expect(outcome).toBe('escalated');
    expect(timeline.map(({ what }) => what)).toContain(DATA);
  });

  it('is reported once, however often it is received', async () => {
    const ran = await playCall([
      turns('p2p established'),
      { notification: 'p2p established', do: 'double', times: 'always' },
      { notification: 'roster', do: 'double', times: 'always' },
    ]);
    const { timeline } = ran.result();
    expect(timeline.filter(({ what }) => what === DATA)).toHaveLength(1);
    expect(timeline.filter(({ what }) => SEVERAL.test(what))).toHaveLength(1);
  });

  it('is not reported of a plain escalation, whose roster comes under the P2P path', async () => {
    const ran = await playCall([{ quirk: 'rosterUnderP2P' }]);
    const { timeline } = ran.result();
    expect(timeline.filter(({ what }) => what === DATA || SEVERAL.test(what))).toEqual([]);
  });
});
