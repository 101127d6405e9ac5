import type { NotEscalatedReason } from '../../../workflows/contract/result.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { ended, NOTHING, type Row } from './row.ts';

type Said = Pick<Extract<FaultInput, { leg: 'p2p' | 'multiparty'; do: 'end' }>, 'code' | 'subcode' | 'message' | 'told' | 'as'>;

/** The answer is held back until the call has ended. */
const HELD_BACK: FaultInput = { request: 'answer', do: 'delay', ms: 2_500 };

/** The end comes once the escalation surely runs. */
const endsRinging = (said: Said, afterMs = 1_500): FaultInput => ({ leg: 'p2p', do: 'end', at: 'ringing', afterMs, ...said });

function unanswered(reason: NotEscalatedReason, name: string, said: Said): Row {
  return {
    row: `P, not answered: ${reason}`,
    case: name,
    faults: [HELD_BACK, endsRinging(said)],
    takes: 2_600,
    ends: ended(reason, infoOf(said)),
    sends: NOTHING,
  };
}

/** What the result must say of the code: nothing where none was told. */
function infoOf({ code, subcode, message, as }: Said): Row['ends']['resultInfo'] {
  if (as) return { terminationReason: 'AppInitiated' };
  return code === undefined ? undefined : { code, subcode: subcode ?? 0, ...(message !== undefined && { message }) };
}

const pair = (code: number, subcode: number, reason: NotEscalatedReason, of: typeof unanswered) =>
  of(reason, `${code}/${subcode}`, { code, subcode });

const NOT_FOUND = { code: 404, subcode: 8522 };

/** Codes of the P2P call's end, before it was answered. */
export const NOT_ANSWERED: Row[] = [
  ...(
    [
      [487, 0],
      [200, 0],
      [200, 4097],
      [200, 4521],
      [0, 0],
      [204, 0],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'callerHungUp', unanswered)),
  unanswered('callerHungUp', 'none', {}),
  ...(
    [
      [487, 10003],
      [487, 10004],
      [408, 8544],
      [408, 0],
      [480, 10037],
      [480, 0],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'answeredTooLate', unanswered)),
  unanswered('answeredTooLate', 'DiagCode in the message', { code: 400, subcode: 8541, message: 'No. DiagCode: 487#10004.@' }),
  ...(
    [
      [200, 7000],
      [200, 10550],
      [200, 7015],
      [500, 1005],
      [603, 0],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'p2pCallFailed', unanswered)),
  {
    ...unanswered('callerHungUp', '404 on answer, twice, in the window', { told: false }),
    takes: 3_600,
    ends: ended('callerHungUp', NOT_FOUND),
  },
  {
    ...unanswered('answeredTooLate', '404 on answer, twice, after the window', {}),
    policy: { answerWithin: 1_000 },
    faults: [{ request: 'answer', do: 'reply', status: 503, times: 'always' }, endsRinging({ told: false }, 4_000)],
    takes: 6_100,
    ends: ended('answeredTooLate', NOT_FOUND),
  },
];

/** The P2P leg is established, and ends while the multiparty leg is made, which is hung up. */
function answered(reason: NotEscalatedReason, name: string, said: Said): Row {
  return {
    row: `P, answered: ${reason}`,
    case: name,
    faults: [
      { leg: 'multiparty', do: 'neverEstablish', times: 'always' },
      { leg: 'p2p', do: 'end', at: 'creating', ...said },
    ],
    ends: ended(reason, said.told === false ? NOT_FOUND : infoOf(said)),
    sends: { createCall: 1, invite: 0, delete: 1 },
  };
}

/** The same afterwards. */
export const ANSWERED: Row[] = [
  ...(
    [
      [200, 4097],
      [200, 4521],
      [200, 18503],
      [200, 540000],
      [200, 560000],
      [200, 0],
      [200, 9],
      [0, 0],
      [487, 0],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'callerHungUp', answered)),
  { ...answered('callerHungUp', 'none', {}), takes: 1_100 },
  { ...answered('callerHungUp', 'confirmed 404', { told: false }), takes: 2_600 },
  ...(
    [
      [200, 7000],
      [200, 10550],
      [200, 7015],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'p2pCallFailed', answered)),
  answered('p2pCallFailed', 'AppInitiated', { as: 'replacement' }),
  ...(
    [
      [200, 5000],
      [200, 5300],
      [408, 1106],
      [408, 8537],
      [410, 301005],
      [480, 10037],
      [603, 0],
      [500, 1005],
      [503, 0],
      [487, 10003],
      [430, 1],
    ] as const
  ).map(([code, subcode]) => pair(code, subcode, 'p2pCallFailed', answered)),
  answered('callerHungUp', 'DiagCode in the message', { code: 500, subcode: 9999, message: 'No. DiagCode: 200#4521.@' }),
];
