import { callerIn, deleted, EARLIER, established, MULTIPARTY, operation, P2P } from './script.ts';
import type { Story } from './story.ts';

const MOVED: Story['ends'] = { result: { outcome: 'escalated', multipartyCallId: MULTIPARTY } };
/** The caller has dialled in himself, from another device. */
const callerInAlready = () => [established(MULTIPARTY), callerIn(MULTIPARTY)];

/** What probes like a sign of this replacement, and is none: from before the invite, or from the leg of an earlier run. */
export const EARLIER_SIGNS: Story[] = [
  {
    it: 'a caller who was in the meeting before the invite keeps the P2P call, which nothing has replaced',
    script: { activities: { createCall: callerInAlready }, told: [], policy: { inviteWithin: 9_000, replaceWithin: 3_000 } },
    ends: { result: { outcome: 'notEscalated', reason: 'timedOut', p2pCall: 'kept' }, closes: [9_000, 9_500] },
    sends: { delete: [[9_000, 9_500]] },
  },
  {
    it: 'a caller who was in the meeting before the invite, and hangs up, was not moved',
    script: {
      activities: { createCall: callerInAlready },
      told: [[2_000, deleted(P2P, 200, 4521)]],
      policy: { replaceWithin: 3_000 },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' } },
  },
  {
    it: "an earlier run's invite that was declined says nothing of this run's",
    script: {
      told: [
        [1_000, operation(EARLIER, 'failed', { code: 487, subcode: 10024 })],
        [2_000, callerIn(MULTIPARTY)],
        [2_100, deleted(P2P, 200, 7000)],
      ],
    },
    ends: MOVED,
    sends: { invite: [[0, 500]] },
  },
  {
    it: "a roster of an earlier run's leg tells of no move of this run",
    script: {
      told: [
        [1_000, callerIn(EARLIER)],
        [2_000, deleted(P2P, 200, 4521)],
      ],
      policy: { replaceWithin: 3_000 },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' } },
  },
  {
    it: "the end of an earlier run's leg ends no attempt of this run",
    script: {
      activities: { createCall: () => [], hangUp: () => [] },
      told: [
        [500, established(EARLIER)],
        [1_000, deleted(EARLIER, 500, 7117)],
        [3_000, established(MULTIPARTY)],
        [4_000, callerIn(MULTIPARTY)],
        [4_100, deleted(P2P, 200, 7000)],
        [7_500, deleted(MULTIPARTY, 200, 7000)],
      ],
    },
    ends: MOVED,
    sends: {
      createCall: [[0, 500]],
      // The leg of the earlier run, as soon as it shows itself; ours when we leave.
      delete: [
        [500, 600],
        [7_100, 7_300],
      ],
    },
  },
];
