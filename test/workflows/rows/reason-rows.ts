import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { ended, ESCALATED, kept, NOTHING, type Row, SENDS } from './row.ts';
import { always, NOT_FOUND, refusal } from './refusals.ts';

const HUNG_UP = { code: 200, subcode: 4521 };
const MEDIA_LOST = { code: 410, subcode: 301005 };
export const BUSY_REPLY = refusal(503, 'ServiceUnavailable', 'Later.');
const BUSY = always('answer', BUSY_REPLY);
const P2P_STICKS: FaultInput = { leg: 'p2p', do: 'neverEstablish' };
const OURS_STICKS: FaultInput = { leg: 'multiparty', do: 'neverEstablish', times: 'always' };
const BEFORE_INVITE = { createCall: 1, invite: 0, delete: 1 };
const LEFT_IN_LOBBY = { message: 'Our own leg was left in the lobby' };

/** The reasons of workflows/call/README.md, Reasons, in the cases that no code table has. */
export const REASON_ROWS: Row[] = [
  ...(
    [
      ['callerHungUp', HUNG_UP],
      ['p2pCallFailed', MEDIA_LOST],
    ] as const
  ).flatMap(([reason, code]): Row[] => [
    {
      row: reason,
      case: 'answered, not yet established',
      faults: [P2P_STICKS, { leg: 'p2p', do: 'end', at: 'answering', afterMs: 100, ...code }],
      ends: ended(reason, code),
      sends: NOTHING,
    },
    {
      row: reason,
      case: 'while the multiparty leg is made',
      faults: [OURS_STICKS, { leg: 'p2p', do: 'end', at: 'creating', ...code }],
      ends: ended(reason, code),
      sends: BEFORE_INVITE,
    },
    {
      row: reason,
      case: 'while the invite rings, refused at last',
      faults: [
        { invite: 'declined', afterMs: 500 },
        { leg: 'p2p', do: 'end', at: 'inviting', ...code },
      ],
      ends: ended(reason, code),
      sends: SENDS,
    },
  ]),
  ...(['p2p', 'multiparty'] as const).map(
    (last): Row => ({
      row: 'callerHungUp',
      case: `the ${last} leg ends last, while the invite rings: the P2P leg's code tells the reason`,
      faults: [
        { invite: 'unanswered', afterMs: 120_000 },
        { leg: 'p2p', do: 'end', at: 'inviting', afterMs: last === 'p2p' ? 300 : 0, ...HUNG_UP },
        { leg: 'multiparty', do: 'end', at: 'inviting', afterMs: last === 'multiparty' ? 300 : 0, code: 200, subcode: 5001 },
      ],
      policy: { replaceWithin: 1_500 },
      waits: 'replaceWithin',
      takes: 1_850,
      ends: ended('callerHungUp', HUNG_UP),
      sends: { ...SENDS, delete: 0 },
    }),
  ),
  {
    row: 'p2pCallFailed',
    case: '`terminated` and `deleted` swapped: the code decides, whichever comes first',
    faults: [
      OURS_STICKS,
      { leg: 'p2p', do: 'end', at: 'creating', as: 'replacement' },
      { notification: 'p2p terminated', do: 'swap' },
    ],
    ends: ended('p2pCallFailed', { terminationReason: 'AppInitiated' }),
    sends: BEFORE_INVITE,
  },
  {
    row: '(escalated)',
    case: '`terminated` and `deleted` swapped after the replacement',
    faults: [{ notification: 'p2p terminated', do: 'swap' }],
    ends: ESCALATED,
    sends: SENDS,
  },
  {
    row: 'answeredTooLate',
    case: 'no answer was accepted, and the call has ended (408/8544)',
    faults: [BUSY],
    policy: { answerWithin: 2_000 },
    waits: 'answerWithin',
    // The call rings for 15 s.
    takes: 15_100,
    ends: ended('answeredTooLate', { code: 408, subcode: 8544 }),
    sends: NOTHING,
  },
  {
    row: 'answeredTooLate',
    case: 'every answer met a 404, and the call rang out',
    faults: [always('answer', NOT_FOUND)],
    policy: { answerWithin: 2_000 },
    waits: 'answerWithin',
    // The call rings for 15 s.
    takes: 15_100,
    ends: ended('answeredTooLate', { code: 408, subcode: 8544 }),
    sends: NOTHING,
  },
  {
    row: 'answeredTooLate',
    case: 'an answer that got through after all goes on',
    faults: [{ request: 'answer', do: 'delay', ms: 2_500 }],
    policy: { answerWithin: 1_500 },
    ends: ESCALATED,
    sends: SENDS,
  },
  {
    row: 'multipartyCallEnded',
    case: 'removed, before anybody could be invited',
    faults: [P2P_STICKS, { leg: 'multiparty', do: 'end', at: 'multiparty established', code: 200, subcode: 5000 }],
    policy: { createWhen: 'answered' },
    ends: kept('multipartyCallEnded', { code: 200, subcode: 5000 }),
    sends: { createCall: 1, invite: 0, delete: 0 },
  },
  {
    row: 'multipartyCallEnded',
    case: 'removed; onFailure hangUp',
    faults: [
      { invite: 'unanswered', afterMs: 120_000 },
      { leg: 'multiparty', do: 'end', at: 'inviting', code: 200, subcode: 5000 },
    ],
    policy: { onFailure: 'hangUp' },
    takes: 2_100,
    ends: ended('multipartyCallEnded', { code: 200, subcode: 5000 }),
    sends: SENDS,
  },
  {
    row: 'multipartyCallFailed',
    case: 'attempts that ran out of time',
    faults: [OURS_STICKS],
    policy: { establishWithin: 2_000 },
    waits: 'establishWithin',
    takes: 4_100,
    ends: kept('multipartyCallFailed'),
    sends: { createCall: 2, invite: 0, delete: 2 },
  },
  {
    row: 'multipartyCallFailed',
    case: 'our own leg left in the lobby, told before it is established',
    faults: [{ lobby: 'bot' }, { notification: 'multiparty established', do: 'delay', ms: 700 }],
    policy: { establishWithin: 4_000, probeAfter: 4_000 },
    waits: 'establishWithin',
    ends: kept('multipartyCallFailed', LEFT_IN_LOBBY),
    sends: BEFORE_INVITE,
  },
  {
    row: 'multipartyCallFailed',
    case: 'our own leg left in the lobby, found when the invite is refused',
    faults: [{ lobby: 'bot' }, { quirk: 'rosterNeverSent' }],
    policy: { establishWithin: 6_000, probeAfter: 4_000 },
    waits: 'establishWithin',
    ends: kept('multipartyCallFailed', LEFT_IN_LOBBY),
    sends: SENDS,
  },
  {
    row: 'multipartyCallFailed',
    case: 'our own leg, admitted from the lobby: goes on',
    faults: [{ lobby: 'bot', admittedAfterMs: 6_000 }, { quirk: 'rosterNeverSent' }],
    policy: { probeAfter: 1_000 },
    takes: 7_300,
    ends: ESCALATED,
    sends: { ...SENDS, invite: 2 },
  },
  {
    row: 'inviteDeclined',
    case: 'by the person',
    faults: [{ invite: 'declined' }],
    ends: kept('inviteDeclined', { code: 487, subcode: 10024 }),
    sends: SENDS,
  },
  {
    row: 'inviteUnanswered',
    case: 'rung out',
    faults: [{ invite: 'unanswered' }],
    ends: kept('inviteUnanswered', { code: 487, subcode: 10004 }),
    sends: SENDS,
  },
  {
    row: 'inviteFailed',
    case: 'after inviteAttempts',
    faults: [{ invite: 'failed', times: 'always' }],
    policy: { inviteAttempts: 3 },
    ends: kept('inviteFailed', { code: 500, subcode: 0 }),
    sends: { ...SENDS, invite: 3 },
  },
  {
    row: 'timedOut',
    case: 'the P2P call is never established',
    faults: [P2P_STICKS],
    policy: { establishWithin: 2_000 },
    takes: 2_100,
    ends: kept('timedOut'),
    sends: NOTHING,
  },
  {
    row: 'timedOut',
    case: 'the P2P call is never established, the multiparty leg is',
    faults: [P2P_STICKS],
    policy: { establishWithin: 3_000, createWhen: 'answered' },
    takes: 3_100,
    ends: kept('timedOut'),
    sends: BEFORE_INVITE,
  },
  {
    row: 'timedOut',
    case: 'the P2P call is never established; onFailure hangUp',
    faults: [P2P_STICKS],
    policy: { establishWithin: 2_000, onFailure: 'hangUp' },
    takes: 2_100,
    ends: ended('timedOut'),
    sends: { ...NOTHING, delete: 1 },
  },
];
