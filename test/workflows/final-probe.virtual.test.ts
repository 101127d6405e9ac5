import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';

/** Nothing reports that the P2P call is established, and Graph is asked for the first time at the deadline. */
const UNTOLD: FaultInput[] = [{ notification: 'p2p established', do: 'lose', times: 'always' }];
const policy = { establishWithin: 2_000, probeAfter: 60_000 };
const notAnswered = (times: number | 'always'): FaultInput => ({ request: 'getCall', do: 'reply', status: 500, times });
const PROBE_ATTEMPTS = 2;
const PROBES = 3;

describe('the final probe of a wait', () => {
  it('that got no answer is repeated: silence decides nothing', async () => {
    const ran = await playCall([...UNTOLD, notAnswered(PROBE_ATTEMPTS * (PROBES - 1))], { policy });
    const { outcome, timeline } = ran.result();
    expect(outcome).toBe('escalated');
    expect(timeline.filter(({ what }) => what.startsWith('Graph could not be asked'))).toHaveLength(PROBES - 1);
  });

  it('does not hold the run for ever where Graph stays silent', async () => {
    const ran = await playCall([...UNTOLD, notAnswered('always')], { policy });
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', reason: 'timedOut', p2pCall: 'kept' });
    expect(ran.count('getCall')).toBe(PROBE_ATTEMPTS * PROBES);
    expect(ran.count('createCall')).toBe(0);
  });
});

it('an invite refused in the lobby is repeated, also when we were admitted before we knew of the refusal', async () => {
  const ran = await playCall(
    [
      { lobby: 'bot', admittedAfterMs: 1_500 },
      { notification: 'roster', do: 'delay', ms: 700 },
      { request: 'invite', do: 'delay', what: 'response', ms: 2_500 },
    ],
    { policy: { establishWithin: 20_000, inviteAttempts: 1 } },
  );
  expect(ran.result()).toMatchObject({ outcome: 'escalated' });
  expect(ran.count('invite')).toBe(2);
  expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
});
