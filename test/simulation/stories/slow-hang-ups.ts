import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { Story } from './story.ts';

const STUCK: FaultInput = { leg: 'multiparty', do: 'neverEstablish' };
const policy = { establishWithin: 5_000 };
/** 5 s after the deadline of the first, which was sent at some 800 ms. */
const CREATES = [
  [700, 1_000],
  [10_700, 11_200],
] as const;

/** A leg that is of no use, and that Graph does not let go of. */
export const SLOW_HANG_UPS: Story[] = [
  {
    it: 'the next leg is created soon, although the last one is never let go of',
    scenario: { faults: [STUCK, { request: 'delete', do: 'reply', status: 503, times: 'always' }], policy },
    ends: { result: { outcome: 'escalated' } },
    sends: { createCall: [...CREATES] },
  },
  {
    it: 'the next leg is created soon, although the hang-up of the last one is throttled',
    scenario: { faults: [STUCK, { request: 'delete', do: 'reply', status: 503, retryAfter: '7' }], policy },
    ends: { result: { outcome: 'escalated' } },
    sends: { createCall: [...CREATES] },
  },
  {
    it: 'a caller who hangs up while the last leg is not let go of gets no next one',
    scenario: {
      faults: [
        STUCK,
        { request: 'delete', do: 'reply', status: 503, retryAfter: '7' },
        { caller: 'hangsUp', at: 'creating', afterMs: 7_000 },
      ],
      policy,
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp' } },
    sends: { createCall: [CREATES[0]] },
  },
  {
    it: 'a run that is cancelled while the last leg is not let go of hangs up the P2P call at once',
    scenario: {
      faults: [STUCK, { request: 'delete', do: 'reply', status: 503, retryAfter: '15' }],
      cancelAt: 7_000,
      policy: { ...policy, onFailure: 'hangUp' },
    },
    ends: { failure: 'cancelled', p2pLives: false },
    sends: {
      createCall: [CREATES[0]],
      delete: [
        [5_700, 6_000],
        [7_000, 7_300],
        [20_700, 21_200],
      ],
    },
  },
  {
    it: 'the end of a leg that was hung up is awaited before it is hung up again',
    scenario: { faults: [STUCK, { notification: 'multiparty deleted', do: 'delay', ms: 4_000 }], policy },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      createCall: [
        [700, 1_000],
        [9_700, 10_500],
      ],
      delete: [
        [5_700, 6_000],
        [14_000, 16_000],
      ],
    },
  },
  {
    it: 'a leg that shows itself established while it is hung up is of no use',
    scenario: {
      faults: [
        { notification: 'multiparty established', do: 'delay', ms: 6_000 },
        { notification: 'roster', do: 'lose' },
        { request: 'getCall', do: 'reply', status: 500, times: 'always' },
        { request: 'getParticipants', do: 'reply', status: 500, times: 'always' },
        { request: 'delete', do: 'delay', ms: 3_000, what: 'processing' },
      ],
      policy,
    },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      createCall: [
        [700, 1_000],
        [8_000, 11_000],
      ],
      invite: [[8_000, 12_000]],
    },
  },
];
