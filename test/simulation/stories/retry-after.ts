import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import type { Story } from './story.ts';

const throttled = (request: 'answer' | 'createCall' | 'invite', retryAfter: string): FaultInput => ({
  request,
  do: 'reply',
  status: 429,
  retryAfter,
});

/** A `Retry-After` that lies beyond the deadline of the request it refused. */
export const RETRY_AFTER: Story[] = [
  {
    it: 'no second leg is created while Graph takes no creates',
    scenario: { faults: [throttled('createCall', '60')], policy: { establishWithin: 20_000 } },
    ends: {
      result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', resultInfo: { code: 429 } },
      closes: [700, 2_000],
    },
    sends: { createCall: [[700, 1_000]] },
  },
  {
    it: 'the second leg is created as soon as Graph takes creates again',
    scenario: { faults: [throttled('createCall', '30')], policy: { establishWithin: 20_000 } },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      createCall: [
        [700, 1_000],
        [30_800, 31_500],
      ],
    },
  },
  {
    it: 'no second invite is sent while Graph takes no invites',
    scenario: { faults: [throttled('invite', '200')] },
    ends: { result: { outcome: 'notEscalated', reason: 'inviteFailed', resultInfo: { code: 429 } }, closes: [1_300, 3_000] },
    sends: { invite: [[1_300, 1_600]] },
  },
  {
    it: 'no second answer is sent while Graph takes no answers',
    scenario: { faults: [throttled('answer', '12')] },
    ends: { result: { outcome: 'notEscalated', reason: 'answeredTooLate', p2pCall: 'ended' } },
    sends: { answer: [[100, 500]] },
  },
];
