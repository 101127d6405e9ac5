import { expect, it } from 'vitest';
import { simulatedCall } from './simulated-call.ts';

const lost = (notification: 'roster' | 'p2p terminated' | 'p2p deleted', nth = 1) =>
  ({ notification, do: 'lose', nth, times: 'always' }) as const;

/** A first roster is told, without the caller, and nothing of the move; and Entra gives no token until long after it was given up. */
it.each(['keep', 'hangUp'] as const)(
  'a move that Graph tells of as the run hangs up is an escalation, also where the P2P call was to be hung up: %s (seed 10241182)',
  async (onFailure) => {
    const { outcome, violations, story } = await simulatedCall({
      seed: 1,
      faults: [lost('roster', 2), lost('p2p terminated'), lost('p2p deleted')],
      policy: { onFailure, inviteWithin: 30_000, replaceWithin: 13_000 },
      workerDies: 0,
      webhookDown: 0,
      circumstances: { tokensOut: { tenant: 'caller', from: 1_900, for: 61_000 } },
    });
    expect(violations, story().join('\n')).toEqual([]);
    expect(outcome, story().join('\n')).toBe('escalated');
  },
);
