import { FIELD_FAULTS } from '../../graph-simulator/faults/field-faults.ts';
import { deleted, P2P } from './script.ts';
import type { Story } from './story.ts';

const INSTANCE = { quirk: 'botAsInstance' } as const;
const SAYS_5002 = { code: 200, subcode: 5002 };
/** One create and one invite, as soon as they can be sent. */
const STRAIGHT_ON = { createCall: [[700, 1_000]], invite: [[1_300, 1_700]] } satisfies Story['sends'];

/** Shapes of the field that no document has (Graph §14). */
export const FIELD_SHAPES: Story[] = [
  ...(['established-twice', 'meeting-data-in-parts', 'roster-of-two-under-p2p', 'roster-without-numbers'] as const).map(
    (name): Story => ({
      it: `${name}: of no consequence`,
      scenario: { faults: FIELD_FAULTS[name].faults },
      ends: { result: { outcome: 'escalated' }, closes: [5_000, 7_000] },
      sends: STRAIGHT_ON,
    }),
  ),
  {
    it: 'a P2P leg that ends with 200/5002 under an invite of unknown outcome was replaced',
    script: { told: [[2_000, deleted(P2P, 200, 5002)]], policy: { replaceWithin: 3_000 } },
    ends: { result: { outcome: 'escalated', unconfirmed: 'roster' }, closes: [8_000, 8_500] },
    sends: { invite: [[0, 500]] },
  },
  {
    it: 'a caller who hangs up with 200/5002 while the P2P call is established has hung up, and nothing is created',
    scenario: { faults: FIELD_FAULTS['hang-up-says-5002-establishing'].faults },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended', resultInfo: SAYS_5002 } },
    sends: { createCall: [] },
  },
  {
    it: 'a caller who hangs up with 200/5002 before the invite has hung up, and nobody is invited',
    scenario: { faults: FIELD_FAULTS['hang-up-says-5002'].faults },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended', resultInfo: SAYS_5002 } },
    sends: { invite: [] },
  },
  {
    it: 'a caller who hangs up with 200/5002 under an invite that fails for it has hung up',
    scenario: { faults: FIELD_FAULTS['hang-up-says-5002-inviting'].faults },
    ends: { result: { outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended', resultInfo: SAYS_5002 } },
    sends: { invite: [[1_300, 1_700]] },
  },
  {
    it: 'a bot that is listed under an unknown id is in the meeting',
    scenario: { faults: [INSTANCE] },
    ends: { result: { outcome: 'escalated' }, closes: [5_000, 7_000] },
    sends: STRAIGHT_ON,
  },
  {
    it: 'a bot that is listed under an unknown id, and left in the lobby, is not rung from there again',
    scenario: { faults: [INSTANCE, { lobby: 'bot' }] },
    ends: { result: { outcome: 'notEscalated', reason: 'multipartyCallFailed', p2pCall: 'kept' }, closes: [30_500, 32_000] },
    sends: { invite: [[1_300, 1_700]] },
  },
  {
    it: 'a bot that is listed under an unknown id, and admitted after a while, invites then',
    scenario: { faults: [INSTANCE, { lobby: 'bot', admittedAfterMs: 8_000 }] },
    ends: { result: { outcome: 'escalated' } },
    sends: {
      invite: [
        [1_300, 1_700],
        [9_000, 10_000],
      ],
    },
  },
];
