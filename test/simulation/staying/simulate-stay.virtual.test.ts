import { expect, it } from 'vitest';
import { stayViolations } from '../../invariants/staying/stay-violations.ts';
import { endedStay } from './ended-stay.ts';
import { simulateStay } from './simulate-stay.ts';
import type { StayScript } from './stay-script.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANNE = 'aaaaaaaa-1111-4000-8000-000000000001';
const BERT = 'bbbbbbbb-1111-4000-8000-000000000002';

async function play(script: StayScript) {
  const stay = await simulateStay(script);
  const ended = endedStay(stay);
  return { stay, ended, violations: ended ? stayViolations(ended) : ['no leg was handed over'] };
}

const SCRIPTS: Record<string, { script: StayScript; reason: string }> = {
  'a handed over leg, left when its caller has left': {
    script: { seed: 1, begins: 'handedOver', happenings: [{ at: 3 * HOUR, meeting: { do: 'everybodyLeaves' } }] },
    reason: 'left: alone',
  },
  'people come and go, are invited and removed, and the stay is asked to leave': {
    script: {
      seed: 2,
      begins: 'handedOver',
      happenings: [
        { at: 10 * MINUTE, update: 'inviteParticipants', id: 'a', participants: [{ user: { id: ANNE } }] },
        { at: 10 * MINUTE + 50, update: 'inviteParticipants', id: 'a', participants: [{ user: { id: ANNE } }] },
        { at: 20 * MINUTE, meeting: { do: 'join', person: { id: BERT } } },
        { at: 30 * MINUTE, update: 'removeParticipant', id: 'b', who: { user: { id: BERT } } },
        { at: 2 * HOUR, update: 'leave', id: 'c' },
      ],
    },
    reason: 'left: asked',
  },
  'workers die each hour, and a day passes': {
    script: { seed: 3, begins: 'handedOver', happenings: [], killsEach: HOUR },
    reason: 'left: stayedAtMost',
  },
  'a leg of another service, of which nobody tells us': {
    script: {
      seed: 4,
      begins: { told: false, people: [ANNE, BERT] },
      happenings: [
        { at: HOUR, update: 'inviteParticipants', id: 'a', participants: [{ user: { id: 'c' } }] },
        { at: 5 * HOUR, meeting: { do: 'everybodyLeaves' } },
      ],
    },
    reason: 'left: alone',
  },
  'lost news of an end, and continuing as new early': {
    script: {
      seed: 5,
      begins: 'handedOver',
      suggestContinueAsNewFrom: 60,
      happenings: [
        { at: HOUR, meeting: { do: 'join', person: { id: ANNE } } },
        { at: 4 * HOUR, lose: HOUR },
        { at: 4 * HOUR + 1_000, meeting: { do: 'end' } },
      ],
    },
    reason: 'ended: unknown',
  },
  'an invite beside a stay, and a cancellation': {
    script: {
      seed: 6,
      begins: { told: true, people: [ANNE] },
      happenings: [
        { at: MINUTE, invite: { requestId: 'r', participants: [{ user: { id: BERT } }] } },
        { at: HOUR, cancel: 'stay' },
      ],
    },
    reason: 'left: asked',
  },
};

it.each(Object.entries(SCRIPTS))('%s', async (_, { script, reason }) => {
  const { ended, violations, stay } = await play(script);
  expect(violations, stay.story.join('\n')).toEqual([]);
  const { ending } = ended ?? {};
  expect(ending?.is === 'completed' ? `${ending.result.outcome}: ${ending.result.reason}` : ending).toBe(reason);
});
