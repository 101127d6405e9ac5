import { type Activity, callerIn, deleted, establishing, MULTIPARTY, operation, ownPlace, P2P, refusedWith } from './script.ts';
import type { Story } from './story.ts';

const TIMED_OUT = { outcome: 'notEscalated', reason: 'timedOut', p2pCall: 'kept' } as const;
const inTheLobby: Activity = refusedWith({ status: 400, body: { error: { code: 'BadRequest', message: 'In the lobby.' } } });

/** Every wait ends by its own deadline, not by another's, nor by a multiple of it (rule 5): each is told apart by its length. */
export const DEADLINES: Story[] = [
  {
    it: 'a P2P call that is not established is given up at establishWithin',
    script: { activities: { answer: () => [establishing(P2P)] }, told: [], policy: { establishWithin: 6_000 } },
    ends: { result: TIMED_OUT, closes: [6_000, 6_500] },
  },
  {
    it: 'a multiparty leg that is not established is given up at establishWithin',
    script: {
      activities: { createCall: () => [establishing(MULTIPARTY)] },
      told: [],
      policy: { establishWithin: 6_000, createAttempts: 1 },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', p2pCall: 'kept' }, closes: [6_000, 6_500] },
  },
  {
    it: 'an invite that rings for ever is given up at inviteWithin',
    script: { told: [], policy: { inviteWithin: 30_000, replaceWithin: 7_000 } },
    ends: { result: TIMED_OUT, closes: [30_000, 30_500] },
  },
  {
    it: 'a replacement that has begun is given up at replaceWithin from its first sign on',
    script: { told: [[1_000, operation(MULTIPARTY, 'completed')]], policy: { inviteWithin: 30_000, replaceWithin: 7_000 } },
    ends: { result: TIMED_OUT, closes: [8_000, 8_500] },
  },
  {
    it: 'our own leg leaves leaveAfter after the last sign',
    script: {
      told: [
        [900, callerIn(MULTIPARTY)],
        [1_000, deleted(P2P, 200, 7000)],
      ],
      policy: { leaveAfter: 4_000 },
    },
    ends: { result: { outcome: 'escalated' }, closes: [5_000, 5_500] },
    sends: { delete: [[5_000, 5_300]] },
  },
  {
    it: 'our own leg that is left in the lobby is given up at its establishWithin',
    script: {
      activities: { invite: inTheLobby },
      told: [[200, ownPlace({ inLobby: true })]],
      policy: { establishWithin: 9_000 },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', p2pCall: 'kept' }, closes: [9_000, 9_600] },
  },
  {
    it: 'a caller who hangs up while our own leg waits in the lobby is acted on at once',
    script: {
      activities: { invite: inTheLobby },
      told: [
        [200, ownPlace({ inLobby: true })],
        [3_000, deleted(P2P, 200, 4521)],
      ],
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' }, closes: [3_000, 3_500] },
  },
];
