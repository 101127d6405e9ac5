import { expect, test } from 'vitest';
import type { Escalated, NotEscalated } from '../../workflows/contract/result.ts';
import type { TimelineEntry } from '../../workflows/contract/timeline-entry.ts';
import { DEFAULT_POLICY } from '../../workflows/contract/policy.ts';
import type { EndedCall, EndedLeg, EndedRequest, Ending } from './ended-call.ts';
import { violations } from './invariants.ts';

const WORLD = { clockSkew: 100, delivery: 500, outages: 1_000 };
const START = 1_800_000_000_000;
const span = { startedAt: START, closedAt: START + 10_000 };
const after = (ms: number) => START + ms;

const result: Escalated = { outcome: 'escalated', p2pCallId: 'AB12', multipartyCallId: 'CD34', timeline: [] };
const notEscalated: NotEscalated = {
  outcome: 'notEscalated',
  reason: 'timedOut',
  during: 'inviting',
  p2pCall: 'kept',
  p2pCallId: 'AB12',
  timeline: [],
};
const gone = (id: string, by: NonNullable<EndedLeg['end']>['by'], at = after(9_000)): EndedLeg => ({
  id,
  alive: false,
  end: { at, by },
});
const LONG_AGO = START - 100_000;
const read = (kind: 'getCall' | 'getParticipants', callId: string, answered: boolean): EndedRequest => ({
  kind,
  callId,
  answered,
  at: after(9_500),
});
const living = (id: string): EndedLeg => ({ id, alive: true });
const completed = (change: Partial<NotEscalated>): Ending => ({
  is: 'completed',
  result: { ...notEscalated, ...change },
  ...span,
});

const HUNG_UP: TimelineEntry = { at: new Date(after(2_000)).toISOString(), what: 'P2P call has ended', leg: 'p2p' };
const P2P_ENDED = completed({ timeline: [HUNG_UP] });

const WELL: EndedCall = {
  ending: { is: 'completed', result, ...span },
  policy: DEFAULT_POLICY,
  cancelRequested: false,
  taskFailures: [],
  p2p: gone('AB12', 'replacement'),
  multiparty: [gone('CD34', 'bot', after(9_800))],
  caller: { moves: 1, stayed: true, inLobby: false, hidden: false },
  requests: [{ kind: 'invite', callId: 'cd34', at: after(2_000), answered: true }],
  invites: [{ at: after(2_000), endedAt: after(3_000) }],
};
const NOT_MOVED: EndedCall = {
  ...WELL,
  ending: completed({}),
  p2p: living('AB12'),
  caller: { moves: 0, stayed: false, inLobby: false, hidden: false },
};
const ALL_LEFT = { code: 200, subcode: 5002 };
const lookingLike = (resultInfo: { code: number; subcode: number }): EndedLeg => ({
  id: 'AB12',
  alive: false,
  end: { at: after(9_000), by: 'caller', toldAt: after(9_100), resultInfo },
});
const unconfirmedWith = (...entries: Omit<TimelineEntry, 'at'>[]): Ending => {
  const timeline = entries.map((entry) => ({ at: new Date(after(8_000)).toISOString(), ...entry }));
  return { is: 'completed', result: { ...result, unconfirmed: 'roster', timeline }, ...span };
};
const TAKEN_FOR_MOVED: EndedCall = {
  ...WELL,
  ending: unconfirmedWith(
    { what: 'Invite operation failed', resultInfo: { code: 500, subcode: 0 } },
    { what: 'Inviting the caller, replacing the P2P call (attempt 2)' },
    { what: 'Invite operation failed', resultInfo: { code: 487, subcode: 10003 } },
  ),
  p2p: lookingLike(ALL_LEFT),
  caller: { moves: 0, stayed: false, inLobby: false, hidden: false },
};
const CANCELLED: EndedCall = { ...NOT_MOVED, cancelRequested: true, ending: { is: 'cancelled', leftBehind: [], ...span } };

test.each<[string, EndedCall]>([
  ['an escalation', WELL],
  ['a caller who is kept', NOT_MOVED],
  [
    'a call that rang out, while each task of its run was lost with a worker',
    {
      ...NOT_MOVED,
      ending: completed({ reason: 'answeredTooLate', p2pCall: 'ended', timeline: [HUNG_UP] }),
      p2p: gone('AB12', 'teams', after(15_000)),
      lostFor: 15_000,
      tries: [],
    },
  ],
  [
    'a caller who was in the meeting by another device, and was invited by nobody',
    {
      ...WELL,
      ending: { is: 'completed', result: { ...result, timeline: [HUNG_UP] }, ...span },
      p2p: gone('AB12', 'caller'),
      caller: { moves: 0, stayed: false, inLobby: false, hidden: false, inAlready: { moveTold: false } },
      requests: [],
      invites: [],
    },
  ],
  [
    'a leg that the result names, in another form',
    { ...NOT_MOVED, multiparty: [living('CD34')], ending: completed({ leftBehind: ['cd34'] }) },
  ],
  [
    'a leg that cannot be known',
    { ...NOT_MOVED, multiparty: [living('CD34')], ending: completed({ leftBehind: ['multiparty 1, id unknown'] }) },
  ],
  [
    'a leg of an earlier run, which was reported when that had ended',
    {
      ...NOT_MOVED,
      namedBefore: ['multiparty 1, id unknown'],
      multiparty: [{ ...living('CD34'), toldAt: after(1_600), runClosedAt: after(1_500) }],
    },
  ],
  [
    'a create that the activity under way sends in the other media form',
    {
      ...NOT_MOVED,
      ending: P2P_ENDED,
      requests: [
        { kind: 'createCall', at: after(1_000), answered: true, formRefused: true },
        { kind: 'createCall', at: after(2_601), answered: true },
      ],
    },
  ],
  [
    'a cancelled run that names its leg',
    { ...CANCELLED, multiparty: [living('CD34')], ending: { is: 'cancelled', leftBehind: ['CD34'], ...span } },
  ],
  [
    'a P2P call dropped as the policy says',
    {
      ...NOT_MOVED,
      policy: { ...DEFAULT_POLICY, onFailure: 'hangUp' },
      ending: completed({ p2pCall: 'ended' }),
      p2p: gone('AB12', 'bot'),
    },
  ],
  [
    'a caller who went untold',
    { ...NOT_MOVED, ending: completed({ reason: 'callerHungUp', p2pCall: 'ended' }), p2p: gone('AB12', 'teams', after(9_000)) },
  ],
  [
    'a P2P call that the result names, where it should have been hung up',
    {
      ...NOT_MOVED,
      policy: { ...DEFAULT_POLICY, onFailure: 'hangUp' },
      ending: completed({ leftBehind: ['ab12'] }),
      requests: [{ kind: 'answer', callId: 'AB12', at: after(100), answered: true }],
    },
  ],
  [
    'a call that nobody answered, and that rings on',
    { ...NOT_MOVED, policy: { ...DEFAULT_POLICY, onFailure: 'hangUp' }, requests: [] },
  ],
  ['a caller whose hang-up under an invite of unknown outcome looked like a replacement', TAKEN_FOR_MOVED],
  [
    'a "no" that was said',
    {
      ...NOT_MOVED,
      ending: completed({ reason: 'inviteDeclined' }),
      invites: [{ at: after(2_000), endedAt: after(3_000), failure: { code: 487, subcode: 10024 } }],
    },
  ],
  [
    'an end that Graph would not report',
    {
      ...NOT_MOVED,
      p2p: gone('AB12', 'caller', LONG_AGO),
      requests: [read('getCall', 'ab12', false), read('getCall', 'CD34', true)],
    },
  ],
  [
    'a move that no roster was answered of',
    { ...WELL, ending: completed({ p2pCall: 'ended' }), requests: [read('getParticipants', 'cd34', false)] },
  ],
  [
    'a move that no roster shows',
    { ...WELL, ending: completed({ p2pCall: 'ended' }), caller: { moves: 1, stayed: true, inLobby: false, hidden: true } },
  ],
  [
    'a caller in the lobby, where Graph would not report the end of the P2P call',
    {
      ...WELL,
      ending: completed({ p2pCall: 'ended' }),
      caller: { moves: 1, stayed: true, inLobby: true, hidden: false },
      requests: [read('getCall', 'AB12', false), read('getParticipants', 'CD34', true)],
    },
  ],
  [
    'a move that nobody could tell from a caller who was in before',
    {
      ...WELL,
      ending: completed({ p2pCall: 'ended' }),
      caller: { moves: 1, stayed: true, inLobby: false, hidden: false, inDoubt: true },
      requests: [read('getCall', 'AB12', false), read('getParticipants', 'CD34', true)],
    },
  ],
  [
    'a request that was under way when the P2P call was known to have ended',
    {
      ...NOT_MOVED,
      ending: P2P_ENDED,
      requests: [
        { kind: 'invite', at: after(2_600), answered: true },
        { kind: 'delete', at: after(5_000), answered: true },
      ],
    },
  ],
  [
    'a P2P call that was hung up while the invite rang, of a caller who was in by an earlier one',
    {
      ...WELL,
      caller: { ...WELL.caller, moves: 2, movesBefore: 1 },
      p2p: gone('AB12', 'bot', after(4_100)),
      requests: [...WELL.requests, { kind: 'delete', callId: 'ab12', at: after(4_000), answered: true }],
      invites: [{ at: after(2_000), endedAt: after(5_000) }],
    },
  ],
  [
    'a call that ended before it could be answered',
    { ...NOT_MOVED, ending: completed({ reason: 'callerHungUp', p2pCall: 'ended' }), p2p: gone('AB12', 'caller'), tries: [] },
  ],
  [
    'an invite that was given up when its time was over, after probes',
    {
      ...NOT_MOVED,
      ending: { is: 'completed', result: notEscalated, startedAt: START, closedAt: after(103_000) },
      invites: [{ at: after(2_000), endedAt: after(102_000), brokenOffAt: after(102_000), answered: true }],
      tries: Array.from({ length: 7 }, (_, i) => ({ kind: i === 0 ? 'answer' : 'getCall', at: after(15_000 * i) })),
      news: [],
    },
  ],
  [
    'a second invite after the first has ended',
    { ...WELL, invites: [...WELL.invites, { at: after(4_000), endedAt: after(5_000) }] },
  ],
])('%s is well', (_, call) => expect(violations(call, WORLD)).toEqual([]));

test.each<[string, EndedCall, RegExp]>([
  ['never started', { ...NOT_MOVED, ending: { is: 'never started' } }, /no escalation was started/],
  ['stuck', { ...NOT_MOVED, ending: { is: 'stuck', startedAt: START } }, /stuck/],
  [
    'further people who are said to be in, and are not',
    {
      ...WELL,
      others: 1,
      invited: {
        said: [
          {
            workflowId: 'escalation-ab12',
            people: [{ user: { id: 'anne' }, outcome: 'notNamed' }],
            from: 0,
            until: after(9_000),
          },
        ],
        truth: { presences: [], rings: [] },
      },
    },
    /anne is said to be notNamed/,
  ],
  ['a bug in a workflow task', { ...WELL, taskFailures: ['TypeError'] }, /a workflow task failed: TypeError/],
  ['a leg nobody names', { ...WELL, multiparty: [living('CD34')] }, /multiparty leg CD34 was left alive/],
  [
    'a leg beside the one that is named',
    { ...NOT_MOVED, multiparty: [living('CD34')], ending: completed({ leftBehind: ['EF56'] }) },
    /CD34 was left alive/,
  ],
  ['an invite while one rings that never ends', { ...WELL, invites: [{ at: after(1_000) }, ...WELL.invites] }, /still ringing/],
  ['a leg that a cancelled run does not name', { ...CANCELLED, multiparty: [living('CD34')] }, /CD34 was left alive/],
  [
    'a leg that a failed run does not name',
    {
      ...NOT_MOVED,
      multiparty: [living('CD34')],
      ending: { is: 'failed', type: 'RequestRejected', details: undefined, ...span },
    },
    /CD34 was left alive/,
  ],
  [
    'escalated without the caller',
    { ...WELL, caller: { moves: 0, stayed: false, inLobby: false, hidden: false } },
    /never was in the meeting/,
  ],
  [
    'escalated without the caller, whose hang-up looked like a replacement, though the result does not say unconfirmed',
    { ...TAKEN_FOR_MOVED, ending: { is: 'completed', result, ...span } },
    /never was in the meeting/,
  ],
  [
    'escalated without the caller, whose hang-up looked like none',
    { ...TAKEN_FOR_MOVED, p2p: lookingLike({ code: 200, subcode: 4521 }) },
    /never was in the meeting/,
  ],
  [
    'escalated without the caller, whose hang-up was not reported',
    { ...TAKEN_FOR_MOVED, p2p: { ...gone('AB12', 'caller'), end: { at: after(9_000), by: 'caller', resultInfo: ALL_LEFT } } },
    /never was in the meeting/,
  ],
  [
    'escalated without the caller, although the invite was known to have failed',
    { ...TAKEN_FOR_MOVED, ending: unconfirmedWith({ what: 'Invite operation failed', resultInfo: { code: 500, subcode: 0 } }) },
    /never was in the meeting/,
  ],
  ['escalated beside a living P2P call', { ...WELL, p2p: living('AB12') }, /the P2P call lives/],
  ['a move that is denied', { ...WELL, ending: completed({ p2pCall: 'ended' }) }, /was moved, but the result says timedOut/],
  [
    'a move that is denied, of which no token let us ask until our own leg was gone',
    {
      ...WELL,
      ending: completed({ p2pCall: 'ended' }),
      multiparty: [gone('CD34', 'bot', after(9_400))],
      tries: [
        { kind: 'answer', at: after(100) },
        { kind: 'getParticipants', at: after(9_500) },
      ],
      requests: [read('getParticipants', 'CD34', true)],
    },
    /was moved, but the result says timedOut/,
  ],
  ['an end that did not happen', { ...NOT_MOVED, ending: completed({ p2pCall: 'ended' }) }, /said to have ended, but lives/],
  ['an end that nobody noticed', { ...NOT_MOVED, p2p: gone('AB12', 'caller', LONG_AGO) }, /said to be kept/],
  [
    'an end that Graph reported, once asked',
    {
      ...NOT_MOVED,
      p2p: gone('AB12', 'caller', LONG_AGO),
      requests: [read('getCall', 'AB12', false), read('getCall', 'AB12', true), read('getCall', 'AB12', true)],
    },
    /said to be kept/,
  ],
  [
    'a caller in the lobby, where the end of the P2P call was reported',
    {
      ...WELL,
      ending: completed({ p2pCall: 'ended' }),
      caller: { moves: 1, stayed: true, inLobby: true, hidden: false },
      requests: [read('getCall', 'AB12', true), read('getParticipants', 'CD34', true)],
    },
    /was moved, but the result says timedOut/,
  ],
  [
    'a caller who was first listed after the move, where the end of the P2P call was reported',
    {
      ...WELL,
      ending: completed({ p2pCall: 'ended' }),
      caller: { moves: 1, stayed: true, inLobby: false, hidden: false, inDoubt: true },
      requests: [read('getCall', 'AB12', true), read('getParticipants', 'CD34', true)],
    },
    /was moved, but the result says timedOut/,
  ],
  [
    'a move that a roster showed',
    { ...WELL, ending: completed({ p2pCall: 'ended' }), requests: [read('getParticipants', 'CD34', true)] },
    /was moved, but the result says timedOut/,
  ],
  [
    'a caller who was lost',
    { ...NOT_MOVED, ending: completed({ p2pCall: 'ended' }), p2p: gone('AB12', 'bot') },
    /dropped although the caller was not in/,
  ],
  [
    'a P2P call that should have been hung up, and is not named',
    {
      ...NOT_MOVED,
      policy: { ...DEFAULT_POLICY, onFailure: 'hangUp' },
      requests: [{ kind: 'answer', callId: 'AB12', at: after(100), answered: true }],
    },
    /AB12 was not hung up/,
  ],
  ...(
    [
      ['callerHungUp', 'teams'],
      ['p2pCallFailed', 'caller'],
      ['answeredTooLate', 'caller'],
    ] as const
  ).map(([reason, by]): [string, EndedCall, RegExp] => [
    `${reason}, where the P2P call was ended by ${by}`,
    {
      ...NOT_MOVED,
      ending: completed({ reason, p2pCall: 'ended', timeline: [{ ...HUNG_UP, at: new Date(after(5_150)).toISOString() }] }),
      p2p: { id: 'AB12', alive: false, end: { at: after(5_000), by, toldAt: after(5_100) } },
    },
    /that is not what happened/,
  ]),
  ['a meeting that nobody ended', { ...NOT_MOVED, ending: completed({ reason: 'multipartyCallEnded' }) }, /not what happened/],
  ['a "no" that nobody said', { ...NOT_MOVED, ending: completed({ reason: 'inviteDeclined' }) }, /not what happened/],
  [
    'an invite that nobody left ringing',
    { ...NOT_MOVED, ending: completed({ reason: 'inviteUnanswered' }) },
    /not what happened/,
  ],
  [
    'a call that nobody tried to answer, though one task only was lost',
    { ...NOT_MOVED, lostFor: 3_000, p2p: gone('AB12', 'teams', after(15_000)), tries: [] },
    /no answer was sent/,
  ],
  ['a call that nobody tried to answer', { ...NOT_MOVED, tries: [{ kind: 'getCall', at: after(5_000) }] }, /no answer was sent/],
  [
    'a P2P call that was hung up while the invite rang',
    {
      ...WELL,
      p2p: gone('AB12', 'bot', after(4_100)),
      requests: [...WELL.requests, { kind: 'delete', callId: 'ab12', at: after(4_000), answered: true }],
      invites: [{ at: after(2_000), endedAt: after(5_000) }],
    },
    /hung up while the invite was still ringing/,
  ],
  [
    'an invite that was given up early',
    { ...NOT_MOVED, invites: [{ at: after(2_000), endedAt: after(42_000), brokenOffAt: after(42_000), answered: true }] },
    /given up after 40000 ms/,
  ],
  [
    'a wait that asks nobody',
    {
      ...NOT_MOVED,
      ending: { is: 'completed', result: notEscalated, startedAt: START, closedAt: after(60_000) },
      tries: [{ kind: 'answer', at: after(100) }],
      news: [after(20_000)],
    },
    /not asked for 40000 ms/,
  ],
  [
    "a token of a leg's wrong tenant",
    {
      ...WELL,
      requests: [...WELL.requests, { kind: 'delete', callId: 'EF56', at: after(3_000), answered: true, tenantRefused: true }],
    },
    /delete for EF56 was sent with the token of another tenant/,
  ],
  [
    'a leg that was given up although a read had shown that it is established',
    {
      ...NOT_MOVED,
      ending: {
        is: 'completed',
        result: { ...notEscalated, reason: 'multipartyCallFailed', during: 'creating' },
        startedAt: START,
        closedAt: after(60_000),
      },
      requests: [5_000, 9_000].map((at) => ({
        kind: 'getCall' as const,
        callId: 'cd34',
        at: after(at),
        answered: true,
        saysEstablished: true,
      })),
      invites: [],
    },
    /long after Graph has answered that CD34/,
  ],
  ['a second move', { ...WELL, caller: { moves: 2, stayed: true, inLobby: false, hidden: false } }, /moved 2 times/],
  ['two invites at once', { ...WELL, invites: [...WELL.invites, { at: after(2_500) }] }, /still ringing/],
  [
    'a request after the end',
    { ...WELL, requests: [...WELL.requests, { kind: 'createCall', at: after(10_101), answered: true }] },
    /createCall after the end/,
  ],
  [
    'a request that is tried again after the P2P call was known to have ended',
    {
      ...NOT_MOVED,
      ending: P2P_ENDED,
      requests: [{ kind: 'invite', at: after(2_601), answered: true }],
    },
    /invite sent after the P2P call had ended/,
  ],
  [
    'the same in a run that failed',
    {
      ...NOT_MOVED,
      p2p: gone('AB12', 'caller'),
      ending: {
        is: 'failed',
        type: 'RequestRejected',
        details: { during: 'inviting', p2pCall: 'ended', p2pCallId: 'AB12', timeline: [HUNG_UP] },
        ...span,
      },
      requests: [{ kind: 'createCall', at: after(2_601), answered: true }],
    },
    /createCall sent after the P2P call had ended/,
  ],
  [
    'a step after the P2P call was known to have ended',
    {
      ...NOT_MOVED,
      ending: completed({ timeline: ['P2P call has ended', 'Inviting the caller'].map((what) => ({ at: '', what })) }),
    },
    /"Inviting the caller" after the P2P call had ended/,
  ],
  [
    'a leg that was reported, under the name of one that was not',
    {
      ...WELL,
      ending: { is: 'completed', result: { ...result, leftBehind: ['multiparty 2, id unknown'] }, ...span },
      multiparty: [{ ...living('CD34'), toldAt: after(1_000) }],
    },
    /CD34 was left alive/,
  ],
  ['a cancellation that nobody asked for', { ...CANCELLED, cancelRequested: false }, /cancelled, although nobody asked for it/],
  [
    'a cancelled run whose caller was moved',
    { ...WELL, cancelRequested: true, ending: { is: 'cancelled', leftBehind: [], ...span } },
    /the caller was moved, but the run was cancelled/,
  ],
  [
    'a failed run that says a living P2P call has ended',
    {
      ...NOT_MOVED,
      ending: {
        is: 'failed',
        type: 'RequestRejected',
        details: { during: 'inviting', p2pCall: 'ended', p2pCallId: 'AB12', timeline: [] },
        ...span,
      },
    },
    /said to have ended, but lives/,
  ],
  [
    'the name of a leg that invited nobody',
    { ...WELL, ending: { is: 'completed', result: { ...result, multipartyCallId: 'EF56' }, ...span } },
    /a leg that invited nobody/,
  ],
  [
    'a wait without a deadline',
    { ...WELL, ending: { is: 'completed', result, startedAt: START, closedAt: after(600_000) } },
    /it took 600000 ms/,
  ],
])('%s is found', (_, call, found) => expect(violations(call, WORLD)).toEqual([expect.stringMatching(found)]));
