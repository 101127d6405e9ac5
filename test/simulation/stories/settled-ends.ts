import { deleted, MULTIPARTY, ownPlace, P2P, refusedWith, terminated } from './script.ts';
import type { Story } from './story.ts';

/** Ends whose code comes after their first sign: with the second notification, or after two 404s. */
export const SETTLED_ENDS: Story[] = [
  {
    it: 'a caller who was found gone inside the window has hung up, also where the window closes before the end is settled',
    scenario: {
      faults: [
        { caller: 'hangsUp', at: 'ringing', told: false, afterMs: 100 },
        { request: 'answer', do: 'reset', times: 'always' },
      ],
      policy: { answerWithin: 7_000 },
    },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' }, closes: [7_000, 8_500] },
  },
  {
    it: 'a caller of whose move Graph could tell nothing when the time was up was moved, where it tells soon after',
    scenario: {
      faults: [
        { invite: 'accepted', afterMs: 46_000, times: 'always' },
        { notification: 'roster', do: 'lose', nth: 2, times: 'always' },
        { notification: 'p2p terminated', do: 'lose' },
        { notification: 'p2p deleted', do: 'lose' },
      ],
      circumstances: { tokensOut: { tenant: 'caller', from: 34_000, for: 58_000 } },
    },
    ends: { result: { outcome: 'escalated' }, p2pLives: false },
  },
  {
    it: 'the multiparty leg that an invite did not find is judged by the code that comes last',
    script: {
      activities: { invite: refusedWith({ status: 404, body: { error: { code: '8522', message: 'Call not found.' } } }) },
      told: [
        [250, terminated(MULTIPARTY)],
        [500, deleted(MULTIPARTY, 500, 7117)],
      ],
    },
    ends: {
      result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', resultInfo: { code: 500, subcode: 7117 } },
    },
    sends: { invite: [[0, 500]] },
  },
  {
    it: 'the multiparty leg that was left in the lobby is judged by the code that comes last',
    script: {
      activities: { invite: refusedWith({ status: 400, body: { error: { code: 'BadRequest', message: 'In the lobby.' } } }) },
      told: [
        [200, ownPlace({ inLobby: true })],
        [3_000, terminated(MULTIPARTY)],
        [3_300, deleted(MULTIPARTY, 200, 5855)],
      ],
    },
    ends: {
      result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', resultInfo: { code: 200, subcode: 5855 } },
    },
    sends: { invite: [[0, 500]] },
  },
  {
    it: 'a P2P call that two reads did not find is judged by the notification that comes after them',
    script: {
      activities: {
        createCall: () => [{ type: 'call', callId: MULTIPARTY, state: 'establishing' }],
        probe: () => [{ type: 'callMissing', callId: P2P, resultInfo: { code: 404, subcode: 8522 } }],
      },
      told: [[5_500, deleted(P2P, 410, 301005)]],
    },
    ends: {
      result: { outcome: 'notEscalated', reason: 'p2pCallFailed', p2pCall: 'ended', resultInfo: { code: 410, subcode: 301005 } },
    },
  },
];
