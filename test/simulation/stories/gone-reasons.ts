import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { neverSent } from './script.ts';
import type { Story } from './story.ts';

const throttledInvites: FaultInput = { request: 'invite', do: 'reply', status: 503, retryAfter: '2', times: 'always' };
/** Long against the times at which somebody hangs up: a replacement that might have begun is awaited so long. */
const replaceWithin = 60_000;

/** The leg of the first attempt, of which nobody hears before some 7 s have passed. */
const LATE_LEG: FaultInput[] = [
  { request: 'createCall', do: 'loseResponse' },
  { notification: 'multiparty establishing', do: 'lose' },
  { notification: 'multiparty established', do: 'delay', ms: 6_000 },
  { notification: 'roster', do: 'delay', ms: 6_000 },
];

/** Requests that wait for their next try while what they are for goes away, and one that was never sent. */
export const GONE_REASONS: Story[] = [
  {
    it: 'an invite that is throttled is not tried again once the caller has hung up',
    scenario: {
      faults: [throttledInvites, { caller: 'hangsUp', at: 'multiparty established', afterMs: 5_000 }],
      policy: { replaceWithin },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' } },
    sends: {
      invite: [
        [1_300, 1_600],
        [3_300, 3_900],
        [5_300, 6_200],
      ],
    },
  },
  {
    it: 'a create that is throttled is not tried again once the run was cancelled',
    scenario: {
      faults: [{ request: 'createCall', do: 'reply', status: 503, retryAfter: '2', times: 'always' }],
      cancelAt: 4_000,
    },
    ends: { failure: 'cancelled', p2pLives: true, closes: [4_000, 4_200] },
    sends: {
      createCall: [
        [700, 1_000],
        [2_700, 3_300],
      ],
    },
  },
  {
    it: 'a throttled create of the next attempt is not tried again once the leg of the last one has come to use',
    scenario: {
      faults: [...LATE_LEG, { request: 'createCall', do: 'reply', status: 503, retryAfter: '2', nth: 2, times: 'always' }],
      policy: { establishWithin: 5_000 },
    },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      createCall: [
        [700, 1_000],
        [5_700, 6_300],
      ],
    },
  },
  {
    it: 'a create that awaits its Retry-After is not sent once the leg of an earlier attempt has come to use',
    scenario: {
      faults: [...LATE_LEG, { request: 'createCall', do: 'reply', status: 429, retryAfter: '8', nth: 2 }],
      policy: { establishWithin: 5_000, createAttempts: 3 },
    },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      createCall: [
        [700, 1_000],
        [5_700, 6_300],
      ],
    },
  },
  {
    it: 'an invite that is never sent was not unanswered: it failed',
    script: { activities: { invite: neverSent }, told: [] },
    ends: { result: { outcome: 'notEscalated', reason: 'inviteFailed' } },
  },
];
