import { expect, it } from 'vitest';
import { simulatedCall } from './simulated-call.ts';

/** Both were found by the simulation: a hang-up of a leg that had ended stayed under way for ever, and the run with it. */
it.each([
  [
    'Graph says so',
    { at: 'inviting', code: 200, subcode: 5012, told: true, afterMs: 1_752, times: 'always' },
    { createWhen: 'answered', cancelAt: 4_856 },
  ],
  [
    'a probe finds it out',
    { at: 'operation completed', code: 500, subcode: 7117, told: false, afterMs: 376, times: 1 },
    { createWhen: 'established', cancelAt: 6_235 },
  ],
] as const)(
  'a run that invites others and is cancelled ends when its leg has ended: %s',
  async (_, end, { createWhen, cancelAt }) => {
    const { outcome, violations, story } = await simulatedCall({
      seed: 1,
      faults: [{ leg: 'multiparty', do: 'end', ...end }, { quirk: 'rosterHidesCaller' }],
      policy: { createWhen, onFailure: 'keep' },
      cancelAt,
      workerDies: 0,
      webhookDown: 0,
      others: ['0e500000-1111-4000-8000-000000000000'],
    });
    expect(violations, story().join('\n')).toEqual([]);
    expect(outcome).toBe('escalated');
  },
);
