import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { MULTIPARTY, refusedWith } from './script.ts';
import type { Story } from './story.ts';

/** All but that of the incoming call. */
const NO_NOTIFICATIONS: FaultInput = { notification: 'all', do: 'lose', nth: 2, times: 'always' };

/** An answer that nobody knows to have got through, and that waits 3 s for its next try. */
const ANSWERED_UNHEARD: FaultInput[] = [
  NO_NOTIFICATIONS,
  { request: 'answer', do: 'loseResponse' },
  { request: 'answer', do: 'reply', status: 503, retryAfter: '3', nth: 2 },
];

/** Requests that got through although their responses say otherwise, or nothing. */
export const LOST_RESPONSES: Story[] = [
  {
    it: 'a person who declines an invite whose response was lost is not invited again',
    scenario: {
      faults: [
        { request: 'invite', do: 'loseResponse', times: 'always' },
        { invite: 'declined', afterMs: 3_000, times: 'always' },
      ],
    },
    ends: { result: { outcome: 'notEscalated', reason: 'inviteDeclined', resultInfo: { code: 487, subcode: 10024 } } },
    sends: { invite: [[1_000, 2_000]] },
  },
  {
    it: 'a person who declines an invite that was answered with 502 is not invited again',
    script: {
      activities: { invite: refusedWith({ status: 502, body: undefined }) },
      told: [
        [
          3_000,
          { type: 'operation', callId: MULTIPARTY, operationId: 'a', status: 'failed', resultInfo: { code: 603, subcode: 0 } },
        ],
      ],
    },
    ends: { result: { outcome: 'notEscalated', reason: 'inviteDeclined', resultInfo: { code: 603 } } },
    sends: { invite: [[0, 1_000]] },
  },
  {
    it: 'a leg that was created, and never named, is said to be left behind',
    scenario: {
      faults: [NO_NOTIFICATIONS, { request: 'createCall', do: 'reply', status: 201 }],
      policy: { createAttempts: 1 },
    },
    ends: {
      result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', leftBehind: ['multiparty 1, id unknown'] },
      snapshot: { outcomeUnknown: 'create' },
    },
  },
  {
    it: 'a cancelled run hangs up a P2P call whose answer got through unheard, where the policy wants it',
    scenario: { faults: ANSWERED_UNHEARD, cancelAt: 1_500, policy: { onFailure: 'hangUp' } },
    ends: { failure: 'cancelled', p2pLives: false },
    sends: {
      answer: [
        [0, 500],
        [300, 1_000],
      ],
      createCall: [],
      delete: [[1_500, 3_000]],
    },
  },
  {
    it: 'a cancelled run hangs up a P2P call whose answer got through unheard, although the next try was refused',
    scenario: {
      faults: [
        NO_NOTIFICATIONS,
        { request: 'answer', do: 'loseResponse' },
        { request: 'answer', do: 'delay', ms: 1_500, what: 'processing', nth: 2 },
      ],
      cancelAt: 1_200,
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'cancelled', p2pLives: false },
    sends: {
      answer: [
        [0, 500],
        [300, 1_000],
      ],
      createCall: [],
      delete: [[1_500, 3_500]],
    },
  },
  {
    it: 'a failed run names a P2P call that an earlier try to answer may yet reach',
    scenario: {
      faults: [
        { request: 'answer', do: 'delay', ms: 3_900, what: 'processing' },
        { request: 'answer', do: 'reply', status: 403, body: { error: { code: '7504', message: 'refused' } }, nth: 2 },
      ],
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'PermissionMissing', p2pLives: true, p2pNamed: true },
    sends: { delete: [] },
  },
  {
    it: 'a failed run whose first try to answer was refused leaves the P2P call ringing, and asks once',
    scenario: {
      faults: [
        { request: 'answer', do: 'reply', status: 403, body: { error: { code: '7504', message: 'refused' } }, times: 'always' },
      ],
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'PermissionMissing', p2pNamed: false },
    sends: { answer: [[0, 500]], getCall: [[0, 1_000]], delete: [] },
  },
  {
    it: 'a cancelled run names a P2P call that an answer without a response may yet reach',
    scenario: {
      faults: [{ request: 'answer', do: 'delay', ms: 4_900, what: 'processing', times: 'always' }],
      cancelAt: 2_300,
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'cancelled', p2pLives: true, p2pNamed: true },
    sends: { delete: [] },
  },
  {
    it: 'a cancelled run names a P2P call whose answer got through unheard, where Graph never says so',
    scenario: {
      faults: [...ANSWERED_UNHEARD, { request: 'getCall', do: 'reply', status: 500, times: 'always' }],
      cancelAt: 1_500,
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'cancelled', p2pLives: true, p2pNamed: true },
    sends: { delete: [] },
  },
  {
    it: 'a cancelled run asks again whether its answer got through, where Graph does not say at first',
    scenario: {
      faults: [...ANSWERED_UNHEARD, { request: 'getCall', do: 'reply', status: 500, times: 2 }],
      cancelAt: 1_500,
      policy: { onFailure: 'hangUp' },
    },
    ends: { failure: 'cancelled', p2pLives: false },
    sends: {
      answer: [
        [0, 500],
        [300, 1_000],
      ],
      delete: [[1_500, 4_000]],
    },
  },
  {
    it: 'a cancelled run keeps a P2P call whose answer got through unheard, where the policy wants it',
    scenario: { faults: ANSWERED_UNHEARD, cancelAt: 1_500, policy: { onFailure: 'keep' } },
    ends: { failure: 'cancelled', p2pLives: true },
    sends: {
      answer: [
        [0, 500],
        [300, 1_000],
      ],
      createCall: [],
      delete: [],
    },
  },
  {
    it: 'an answer that got through unheard, and whose repetition was refused, is looked for beyond its deadline',
    scenario: {
      faults: [
        NO_NOTIFICATIONS,
        { request: 'answer', do: 'loseResponse' },
        { request: 'getCall', do: 'delay', ms: 1_500, what: 'response' },
      ],
      policy: { answerWithin: 1_000 },
    },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      answer: [
        [0, 500],
        [300, 1_000],
      ],
    },
  },
];
