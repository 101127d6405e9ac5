import { expect, it } from 'vitest';
import { simulatedCall } from './simulated-call.ts';

const lost = (notification: 'roster' | 'p2p terminated' | 'p2p deleted', nth = 1) =>
  ({ notification, do: 'lose', nth, times: 'always' }) as const;

const ANNA = '0e500000-1111-4000-8000-000000000000';

/** A first roster is told, without the caller, and nothing of the move; and Entra gives no token until long after the invite's time is up. */
const untold = (policy: object, outFor: number) =>
  simulatedCall({
    seed: 1,
    faults: [lost('roster', 2), lost('p2p terminated'), lost('p2p deleted')],
    policy: { inviteWithin: 30_000, replaceWithin: 13_000, ...policy },
    workerDies: 0,
    webhookDown: 0,
    others: [ANNA],
    circumstances: { tokensOut: { tenant: 'caller', from: 1_900, for: outFor } },
  });

it.each(['keep', 'hangUp'] as const)(
  'Graph is asked on where it could not be when the time was up: the caller is in, and the others are invited: %s (seed 10230334)',
  async (onFailure) => {
    const { outcome, violations, story } = await untold({ onFailure }, 45_000);
    expect(violations, story().join('\n')).toEqual([]);
    expect(outcome, story().join('\n')).toBe('escalated');
    expect(story().join('\n')).not.toContain('notInvited');
  },
);

it.each(['keep', 'hangUp'] as const)(
  'a move that Graph tells of as the run hangs up is an escalation, also where the P2P call was to be hung up: %s (seed 10241182)',
  async (onFailure) => {
    const { outcome, violations, story } = await untold({ onFailure }, 68_000);
    expect(violations, story().join('\n')).toEqual([]);
    expect(outcome, story().join('\n')).toBe('escalated');
    // Too late for them.
    expect(story().join('\n')).toContain('notInvited');
  },
);
