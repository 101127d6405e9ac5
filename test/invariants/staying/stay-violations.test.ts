import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../workflows/contract/policy.ts';
import type { StayResult, StaySnapshot } from '../../../workflows/contract/stay.ts';
import type { EndedStay, Presence, Ring, SentUpdate, StayEnding } from './ended-stay.ts';
import { stayViolations } from './stay-violations.ts';

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (ms: number) => START + ms;
const iso = (ms: number) => new Date(after(ms)).toISOString();

const RESULT: StayResult = {
  outcome: 'left',
  reason: 'asked',
  callId: 'CD34',
  since: iso(0),
  until: iso(HOUR),
  timeline: [],
};
const completed = (change: Partial<StayResult>): StayEnding => ({
  is: 'completed',
  result: { ...RESULT, ...change },
  closedAt: after(HOUR),
});
const ANNE: Presence = { id: 'anne', participantId: 'p1', isApplication: false, inLobby: false, from: after(-MINUTE) };
const LEAVE: SentUpdate = { name: 'leave', id: 'l', at: after(HOUR - 2_000), accepted: true, people: [] };
const INVITE: SentUpdate = { name: 'inviteParticipants', id: 'i', at: after(MINUTE), accepted: true, people: ['BERT'] };
const RING: Ring = {
  at: after(MINUTE),
  userId: 'bert',
  workflowId: 'call-cd34',
  mayBeRepeated: false,
  operation: 'completed',
  answer: 'accepted',
  endedAt: after(MINUTE + 1),
};
const WELL: EndedStay = {
  ending: completed({}),
  policy: DEFAULT_POLICY,
  taskFailures: [],
  leg: { id: 'CD34', keptAliveAt: [START, after(30 * MINUTE)], end: { at: after(HOUR - 1_000), by: 'bot', subcode: 7000 } },
  since: START,
  until: after(HOUR + MINUTE),
  owners: [
    { workflowId: 'escalation-ab12', from: after(-MINUTE), to: after(100), leftBehind: [] },
    { workflowId: 'call-cd34', from: START, to: after(HOUR), leftBehind: [] },
  ],
  presences: [ANNE],
  snapshots: [],
  notificationsLost: false,
  updates: [INVITE, LEAVE],
  removals: [],
  rings: [RING],
  invites: [],
  said: [],
};
const endedBy = (by: 'bot' | 'participant' | 'teams', subcode?: number): EndedStay['leg'] => ({
  ...WELL.leg,
  end: { at: after(HOUR - 1_000), by, ...(subcode !== undefined && { subcode }) },
});
const livingLeg = { id: 'CD34', keptAliveAt: [START, after(30 * MINUTE), after(59 * MINUTE)] };
const said = (...people: StaySnapshot['people']): EndedStay['snapshots'] => [
  {
    at: after(10 * MINUTE),
    snapshot: { status: 'staying', call: { id: 'CD34', state: 'established' }, people, invites: [], timeline: [] },
  },
];
const person = (userId: string, inLobby = false) => ({ userId, kind: 'user' as const, inLobby, since: iso(0) });
const goneAnne = { ...ANNE, to: after(HOUR - 5 * MINUTE) };
const ALONE = { ...WELL, ending: completed({ reason: 'alone' }), presences: [goneAnne], updates: [INVITE] };

test.each<[string, EndedStay]>([
  ['asked to leave', WELL],
  ['cancelled', { ...WELL, updates: [INVITE], cancelledAt: after(HOUR - 2_000) }],
  ['alone', ALONE],
  [
    'alone with a recorder and somebody in the lobby',
    {
      ...ALONE,
      presences: [
        { ...ANNE, isApplication: true },
        { ...ANNE, inLobby: true },
      ],
    },
  ],
  [
    'stayed at most',
    {
      ...WELL,
      ending: completed({ reason: 'stayedAtMost' }),
      updates: [INVITE],
      policy: { ...DEFAULT_POLICY, stayAtMost: HOUR / 2 },
    },
  ],
  ['removed', { ...WELL, ending: completed({ outcome: 'ended', reason: 'removed' }), leg: endedBy('participant', 5300) }],
  [
    'ended, nobody knows why',
    { ...WELL, ending: completed({ outcome: 'ended', reason: 'unknown' }), leg: endedBy('participant', 5001) },
  ],
  [
    'left behind, and named',
    {
      ...WELL,
      ending: completed({ leftBehind: ['CD34'] }),
      leg: livingLeg,
      owners: [{ workflowId: 'call-cd34', from: START, to: after(HOUR), leftBehind: ['cd34'] }],
    },
  ],
  ['who is in is said to be', { ...WELL, snapshots: said(person('ANNE')) }],
  [
    'a removal that was asked for',
    {
      ...WELL,
      removals: [{ at: after(MINUTE), participantId: 'P1' }],
      updates: [LEAVE, { ...INVITE, name: 'removeParticipant', at: after(1), people: ['anne'] }],
      rings: [],
    },
  ],
  [
    'rung again after a failure that says nothing',
    {
      ...WELL,
      rings: [
        { ...RING, mayBeRepeated: true },
        { ...RING, at: after(2 * MINUTE) },
      ],
    },
  ],
  [
    'rung for two requests',
    { ...WELL, rings: [RING, { ...RING, at: after(2 * MINUTE) }], updates: [INVITE, { ...INVITE, id: 'j' }, LEAVE] },
  ],
])('nothing is said against: %s', (_, stay) => {
  expect(stayViolations(stay)).toEqual([]);
});

test.each<[string, EndedStay, RegExp]>([
  ['never started', { ...WELL, ending: { is: 'never started' } }, /no stay was started/],
  ['a failed task', { ...WELL, taskFailures: ['TypeError'] }, /task failed: TypeError/],
  ['a stay that failed', { ...WELL, ending: { is: 'failed', type: 'InvalidInput', closedAt: after(1) } }, /failed: InvalidInput/],
  ['a stay in a call that has ended', { ...WELL, ending: { is: 'open' }, until: after(3 * HOUR) }, /goes on/],
  [
    'a gap after the hand-over',
    { ...WELL, owners: [{ workflowId: 'call-cd34', from: after(200), to: after(HOUR), leftBehind: [] }] },
    /from 0 to 200 ms .* nobody's/,
  ],
  ['a leg that outlives its stay', { ...WELL, leg: livingLeg }, /nobody's/],
  ['no keepAlive', { ...WELL, leg: { ...WELL.leg, keptAliveAt: [START] } }, /without keepAlive/],
  ['somebody who never was in', { ...WELL, snapshots: said(person('eve')) }, /eve is said to be in the call, and never was/],
  [
    'somebody who is in the lobby only',
    { ...WELL, presences: [{ ...ANNE, inLobby: true }], snapshots: said(person('anne')) },
    /never was/,
  ],
  [
    'somebody who has left',
    { ...WELL, presences: [{ ...ANNE, to: after(MINUTE) }], snapshots: said(person('anne')) },
    /long after/,
  ],
  ['a removal of whoever', { ...WELL, removals: [{ at: after(MINUTE), participantId: 'p1' }] }, /nobody asked for it/],
  [
    'a removal of somebody else',
    {
      ...WELL,
      removals: [{ at: after(2 * MINUTE), participantId: 'p2' }],
      updates: [LEAVE, { ...INVITE, name: 'removeParticipant', people: ['p1'] }],
      rings: [],
    },
    /p2 was removed/,
  ],
  [
    'a removal that was refused to whoever asked',
    {
      ...WELL,
      removals: [{ at: after(2 * MINUTE), participantId: 'p1' }],
      updates: [LEAVE, { ...INVITE, name: 'removeParticipant', accepted: false, people: ['p1'] }],
      rings: [],
    },
    /p1 was removed/,
  ],
  ['rung twice', { ...WELL, rings: [RING, { ...RING, at: after(2 * MINUTE) }] }, /rung 2 times by call-cd34, for 1/],
  [
    'rung again while it rings',
    {
      ...WELL,
      rings: [
        { ...RING, mayBeRepeated: true, endedAt: after(3 * MINUTE) },
        { ...RING, at: after(2 * MINUTE) },
      ],
    },
    /rung 2 times/,
  ],
  [
    'rung again and again',
    {
      ...WELL,
      rings: [1, 2, 3].map((n) => ({ ...RING, at: after(n * MINUTE), endedAt: after(n * MINUTE + 1), mayBeRepeated: true })),
    },
    /rung 3 times/,
  ],
  [
    'said to be in, who was never in',
    {
      ...WELL,
      said: [{ workflowId: 'call-cd34', people: [{ user: { id: 'bert' }, outcome: 'joined' }], from: START, until: after(HOUR) }],
    },
    /bert is said to be joined by call-cd34/,
  ],
  ['rung who is in', { ...WELL, presences: [ANNE, { ...ANNE, id: 'bert' }] }, /bert was rung, and was in already/],
  ['rung for nobody', { ...WELL, updates: [LEAVE] }, /for 0 requests/],
  [
    'rung twice by an invite',
    {
      ...WELL,
      updates: [LEAVE],
      rings: [1, 2].map((n) => ({ ...RING, at: after(n), workflowId: 'invite-cd34-r' })),
      invites: [{ workflowId: 'invite-cd34-r', requestId: 'r', people: ['bert'] }],
    },
    /by invite-cd34-r, for 1/,
  ],
  [
    'rung by the stay and by an invite, for one request',
    {
      ...WELL,
      rings: [RING, { ...RING, at: after(2 * MINUTE), workflowId: `invite-cd34-${INVITE.id}` }],
      invites: [{ workflowId: `invite-cd34-${INVITE.id}`, requestId: INVITE.id, people: ['bert'] }],
    },
    /rung 2 times, for 1/,
  ],
  ['left, and nobody asked', { ...WELL, updates: [INVITE] }, /nobody asked/],
  ['left, and the leg lives', { ...WELL, leg: livingLeg }, /the leg lives, and is not named/],
  ['alone with somebody', { ...ALONE, presences: [ANNE] }, /left as alone, but anne/],
  ['alone for a moment only', { ...ALONE, presences: [{ ...ANNE, to: after(HOUR - 30_000) }] }, /left as alone, but anne/],
  ['left too early', { ...WELL, ending: completed({ reason: 'stayedAtMost' }) }, /as having stayed too long/],
  [
    'ended, but the leg lives',
    { ...WELL, ending: completed({ outcome: 'ended', reason: 'unknown' }), leg: livingLeg },
    /and the leg lives/,
  ],
  ['ended, but it was us', { ...WELL, ending: completed({ outcome: 'ended', reason: 'unknown' }) }, /but we hung up/],
  [
    'ended for another reason',
    { ...WELL, ending: completed({ outcome: 'ended', reason: 'removed' }), leg: endedBy('participant', 5001) },
    /says meetingEnded/,
  ],
  [
    'ended by a failure',
    { ...WELL, ending: completed({ outcome: 'ended', reason: 'alone' }), leg: endedBy('teams', 7117) },
    /says callFailed/,
  ],
])('found: %s', (_, stay, what) => {
  expect(stayViolations(stay).join('; ')).toMatch(what);
});
