import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { ended, ESCALATED, kept, type Row, SENDS } from './row.ts';

/** Longer than the test waits: the invite rings on. */
const RINGS: FaultInput = { invite: 'unanswered', afterMs: 120_000 };
/** The operation's end is neither told nor to be read. */
const NEVER_TOLD: FaultInput[] = [{ notification: 'operation', do: 'lose', times: 'always' }, { quirk: 'operationsVanish' }];
const UNSEEN: FaultInput = { quirk: 'rosterHidesCaller' };
const SURVIVES: FaultInput = { leg: 'p2p', do: 'surviveReplacement' };
/** The operation fails, the caller is moved all the same. The end of the P2P call is told after the failure and before a read shows it. */
const FAILED_YET_MOVED: FaultInput[] = [
  { invite: 'takenElsewhere', code: 500, subcode: 0 },
  { notification: 'p2p terminated', do: 'delay', ms: 1_200 },
  { notification: 'p2p deleted', do: 'delay', ms: 1_200 },
  { request: 'getCall', do: 'delay', ms: 2_500, times: 'always' },
];
const FAILED_FOR_GOOD_YET_MOVED: FaultInput = { invite: 'takenElsewhere', code: 403, subcode: 0 };

const SOON = { waits: 'replaceWithin', policy: { replaceWithin: 2_000 } } as const;
const RINGS_SHORTLY = { waits: 'inviteWithin', policy: { inviteWithin: 2_000 } } as const;
/** Our own leg's hang-up, and that of the P2P call. */
const HANGS_UP_BOTH = { ...SENDS, delete: 2 };
const IN_LOBBY = { ...ESCALATED, inLobby: true } as const;
const UNCONFIRMED = { ...ESCALATED, unconfirmed: 'roster' } as const;

/** How a replacement ends (workflows/call/README.md, Replacement table): operation | caller in the roster | P2P leg. */
export const REPLACEMENT_ROWS: Row[] = [
  ...rows('any | yes | gone: escalated, at once', [
    { case: 'completed', ends: ESCALATED, sends: SENDS },
    { case: 'unknown', faults: NEVER_TOLD, ends: ESCALATED, sends: SENDS },
    { case: 'failed', faults: FAILED_YET_MOVED, takes: 6_100, ends: ESCALATED, sends: SENDS },
    { case: 'taken elsewhere', faults: [{ invite: 'takenElsewhere' }], ends: ESCALATED, sends: SENDS },
    {
      case: "completed, the roster under the P2P call's path",
      faults: [{ quirk: 'rosterUnderP2P' }],
      ends: ESCALATED,
      sends: SENDS,
    },
    {
      case: 'completed, the caller as an application',
      faults: [{ quirk: 'userUnderApplication' }],
      ends: ESCALATED,
      sends: SENDS,
    },
  ]),
  ...rows('completed, unknown | yes | lives at replaceWithin: we hang it up; escalated', [
    { case: 'completed', faults: [SURVIVES], ...SOON, ends: ESCALATED, sends: HANGS_UP_BOTH },
    { case: 'unknown', faults: [SURVIVES, ...NEVER_TOLD], ...SOON, ends: ESCALATED, sends: HANGS_UP_BOTH },
    { case: 'taken elsewhere', faults: [SURVIVES, { invite: 'takenElsewhere' }], ...SOON, ends: ESCALATED, sends: HANGS_UP_BOTH },
  ]),
  ...rows('any | in the lobby | gone: at replaceWithin, unless admitted before: escalated with inLobby', [
    { case: 'completed', faults: [{ lobby: 'caller' }], ...SOON, ends: IN_LOBBY, sends: SENDS },
    { case: 'unknown', faults: [{ lobby: 'caller' }, ...NEVER_TOLD], ...SOON, ends: IN_LOBBY, sends: SENDS },
    { case: 'failed', faults: [{ lobby: 'caller' }, ...FAILED_YET_MOVED], ...SOON, takes: 6_900, ends: IN_LOBBY, sends: SENDS },
    {
      case: 'admitted before',
      faults: [{ lobby: 'caller', admittedAfterMs: 1_000 }],
      takes: 1_200,
      ends: ESCALATED,
      sends: SENDS,
    },
  ]),
  ...rows('completed; or unknown, where the P2P leg’s end is a sign | no | gone: asked until replaceWithin, then unconfirmed', [
    { case: 'completed', faults: [UNSEEN], ...SOON, ends: UNCONFIRMED, sends: SENDS },
    { case: 'unknown', faults: [UNSEEN, ...NEVER_TOLD], ...SOON, ends: UNCONFIRMED, sends: SENDS },
    { case: 'taken elsewhere', faults: [UNSEEN, { invite: 'takenElsewhere' }], ...SOON, ends: UNCONFIRMED, sends: SENDS },
    ...[7000, 10550, 7015, 5002].map((subcode) => ({
      case: `unknown, 200/${subcode}`,
      faults: [RINGS, endOfP2P({ code: 200, subcode })],
      ...SOON,
      ends: UNCONFIRMED,
      sends: SENDS,
    })),
    { case: 'unknown, AppInitiated', faults: [RINGS, endOfP2P({ as: 'replacement' })], ...SOON, ends: UNCONFIRMED, sends: SENDS },
    {
      case: 'completed, the roster never sent: a read finds the caller',
      faults: [{ quirk: 'rosterNeverSent' }],
      ends: ESCALATED,
      sends: SENDS,
    },
  ]),
  ...rows('unknown otherwise | no | gone: at replaceWithin, by the P2P leg’s code', [
    {
      case: '200/4521',
      faults: [RINGS, endOfP2P({ code: 200, subcode: 4521 })],
      ...SOON,
      ends: ended('callerHungUp', { code: 200, subcode: 4521 }),
      sends: SENDS,
    },
    {
      case: '500/1005',
      faults: [RINGS, endOfP2P({ code: 500, subcode: 1005 })],
      ...SOON,
      ends: ended('p2pCallFailed', { code: 500, subcode: 1005 }),
      sends: SENDS,
    },
    { case: 'no code', faults: [RINGS, endOfP2P({})], ...SOON, ends: ended('callerHungUp'), sends: SENDS },
    {
      case: 'confirmed 404',
      faults: [RINGS, endOfP2P({ told: false })],
      ...SOON,
      takes: 3_600,
      ends: ended('callerHungUp', { code: 404, subcode: 8522 }),
      sends: SENDS,
    },
  ]),
  ...rows('failed | no | gone: at once, by the P2P leg’s code, as if no invite had been sent', [
    {
      case: '200/4521',
      faults: [{ invite: 'declined' }, endOfP2P({ code: 200, subcode: 4521 }, 'operation completed')],
      ends: ended('callerHungUp', { code: 200, subcode: 4521 }),
      sends: SENDS,
    },
    {
      case: '410/301005',
      faults: [{ invite: 'declined' }, endOfP2P({ code: 410, subcode: 301005 }, 'operation completed')],
      ends: ended('p2pCallFailed', { code: 410, subcode: 301005 }),
      sends: SENDS,
    },
    {
      case: '200/7000: no sign any more',
      faults: [{ invite: 'declined' }, endOfP2P({ code: 200, subcode: 7000 }, 'operation completed')],
      ends: ended('p2pCallFailed', { code: 200, subcode: 7000 }),
      sends: SENDS,
    },
  ]),
  ...rows('failed | any | lives: at once, by the operation’s code', [
    { case: 'no', faults: [{ invite: 'declined' }], ends: kept('inviteDeclined', { code: 487, subcode: 10024 }), sends: SENDS },
    {
      case: 'in the lobby',
      faults: [FAILED_FOR_GOOD_YET_MOVED, SURVIVES, { lobby: 'caller' }],
      ends: kept('inviteFailed', { code: 403, subcode: 0 }),
      sends: SENDS,
    },
    {
      case: 'yes; a failure that is repeated otherwise: nobody is rung who is in already',
      faults: [{ invite: 'takenElsewhere', code: 500, subcode: 0 }, SURVIVES],
      ends: kept('inviteFailed', { code: 500, subcode: 0 }),
      sends: SENDS,
    },
    {
      case: 'yes',
      faults: [FAILED_FOR_GOOD_YET_MOVED, SURVIVES],
      ends: kept('inviteFailed', { code: 403, subcode: 0 }),
      sends: SENDS,
    },
  ]),
  ...rows(
    'completed, unknown | no, or in the lobby | lives: at replaceWithin (at inviteWithin where that clock never started): timedOut',
    [
      { case: 'completed, no', faults: [UNSEEN, SURVIVES], ...SOON, ends: kept('timedOut'), sends: SENDS },
      { case: 'completed, in the lobby', faults: [SURVIVES, { lobby: 'caller' }], ...SOON, ends: kept('timedOut'), sends: SENDS },
      {
        case: 'completed, no; onFailure hangUp',
        faults: [UNSEEN, SURVIVES],
        waits: 'replaceWithin',
        policy: { replaceWithin: 2_000, onFailure: 'hangUp' },
        ends: ended('timedOut'),
        sends: HANGS_UP_BOTH,
      },
      {
        case: 'taken elsewhere, no',
        faults: [{ invite: 'failed', code: 487, subcode: 10003 }],
        ...SOON,
        ends: kept('timedOut'),
        sends: SENDS,
      },
      { case: 'unknown, no', faults: [RINGS], ...RINGS_SHORTLY, ends: kept('timedOut'), sends: SENDS },
      {
        case: 'unknown, in the lobby',
        faults: [...NEVER_TOLD, SURVIVES, { lobby: 'caller' }],
        ...RINGS_SHORTLY,
        ends: kept('timedOut'),
        sends: SENDS,
      },
    ],
  ),
];

const OUR_LEG_ENDED = { ...SENDS, delete: 0 };

/** When the multiparty leg ends after the invite was sent and the caller was not seen in it: the paragraph behind the table. */
export const LEG_ENDED_ROWS: Row[] = [
  ...rows('P2P leg alive: the code of the multiparty leg’s end decides', [
    ...[5000, 5300, 4097, 5001, 5003, 5030, 7000, 10550].map((subcode) => whileRinging('multipartyCallEnded', 200, subcode)),
    ...[5002, 5007, 5010, 5012, 5013, 5020].map((subcode) => whileRinging('multipartyCallFailed', 200, subcode)),
    whileRinging('multipartyCallFailed', 200, 5014),
    whileRinging('multipartyCallFailed', 200, 5855),
    whileRinging('multipartyCallFailed', 403, 0),
    whileRinging('multipartyCallFailed', 400, 2203),
    whileRinging('multipartyCallFailed', 410, 301005),
    whileRinging('multipartyCallFailed', 500, 7117),
    { case: 'no code', faults: [RINGS, endOfOurs({})], takes: 2_100, ends: kept('multipartyCallEnded'), sends: OUR_LEG_ENDED },
    {
      case: 'confirmed 404',
      faults: [RINGS, endOfOurs({ told: false })],
      takes: 3_600,
      ends: kept('multipartyCallEnded', { code: 404, subcode: 8522 }),
      sends: OUR_LEG_ENDED,
    },
  ]),
  ...rows('P2P leg gone: the rows above decide', [
    {
      case: 'the caller was moved meanwhile',
      faults: [{ leg: 'multiparty', do: 'end', at: 'operation completed', code: 500, subcode: 7117 }, UNSEEN],
      ...SOON,
      ends: UNCONFIRMED,
      sends: OUR_LEG_ENDED,
    },
    {
      case: 'the caller hung up meanwhile',
      faults: [RINGS, endOfOurs({ code: 500, subcode: 7117 }), endOfP2P({ code: 200, subcode: 4521 })],
      ...SOON,
      ends: ended('callerHungUp', { code: 200, subcode: 4521 }),
      sends: OUR_LEG_ENDED,
    },
  ]),
];

type End = { code?: number; subcode?: number; told?: boolean; as?: 'replacement' };

function endOfP2P(end: End, at: 'inviting' | 'operation completed' = 'inviting'): FaultInput {
  return { leg: 'p2p', do: 'end', at, ...end };
}

function endOfOurs(end: End): FaultInput {
  return { leg: 'multiparty', do: 'end', at: 'inviting', ...end };
}

function whileRinging(reason: 'multipartyCallEnded' | 'multipartyCallFailed', code: number, subcode: number): Omit<Row, 'row'> {
  return {
    case: `${code}/${subcode}: ${reason}`,
    faults: [RINGS, endOfOurs({ code, subcode })],
    takes: 2_100,
    ends: kept(reason, { code, subcode }),
    sends: OUR_LEG_ENDED,
  };
}

function rows(row: string, cases: Omit<Row, 'row'>[]): Row[] {
  return cases.map((each) => ({ row, ...each }));
}
