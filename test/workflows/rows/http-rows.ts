import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import type { FailureRow } from './row.ts';
import { ESCALATED, kept, NOTHING, type Row, SENDS } from './row.ts';
import {
  aadsts,
  always,
  CALLING_NOT_ENABLED,
  once,
  PERMISSION_MISSING,
  type Refusal,
  refusal,
  TENANT_MISMATCH,
  UNAUTHORIZED,
} from './refusals.ts';

const ONE_CREATE = { createCall: 1, invite: 0, delete: 0 };
const UNKNOWN_ERROR = refusal(500, '9999', 'Unknown server error.');

const atCreate = (row: FailureRow['row'], name: string, said: Refusal, resultInfo: ResultInfo): FailureRow => ({
  row,
  case: name,
  faults: [always('createCall', said)],
  during: 'creating',
  resultInfo,
  // After any 400 the other media form, in the same attempt.
  sends: { ...ONE_CREATE, createCall: said.status === 400 ? 2 : 1 },
});

/** Entra's token endpoint, in the caller's tenant and in that of the meeting's organizer. */
const atToken = (row: FailureRow['row'], code: number, status: 400 | 401): FailureRow[] => {
  const said = always('token', aadsts(code, status));
  const common = { row, resultInfo: { code: code }, sends: NOTHING };
  return [
    { ...common, case: `AADSTS${code}, for answer`, faults: [said], during: 'answering' },
    { ...common, case: `AADSTS${code}, for create`, organizer: [said], during: 'creating' },
  ];
};

const WRAPPED = (pair: string) => refusal(400, '8541', `The request failed. DiagCode: ${pair}.@`);

/** Graph §9.3, rows of the HTTP response: those that an operator must fix. */
export const HTTP_FAILURES: FailureRow[] = [
  atCreate('PermissionMissing', '403/7504', PERMISSION_MISSING, { code: 403, subcode: 7504 }),
  atCreate('PermissionMissing', '403/7503, flat', CALLING_NOT_ENABLED, { code: 403, subcode: 7503 }),
  atCreate('PermissionMissing', '403/7503', refusal(403, '7503', 'Not enabled.'), { code: 403, subcode: 7503 }),
  atCreate('PermissionMissing', '400/8541 with DiagCode 403#7504', WRAPPED('403#7504'), { code: 400, subcode: 8541 }),
  ...atToken('PermissionMissing', 700016, 400),
  ...atToken('PermissionMissing', 65001, 400),
  atCreate('TenantMismatch', '403/7505', TENANT_MISMATCH, { code: 403, subcode: 7505 }),
  atCreate('TenantMismatch', '400/8541 with DiagCode 403#7505', WRAPPED('403#7505'), { code: 400, subcode: 8541 }),
  ...atToken('TenantMismatch', 90002, 400),
  {
    ...atCreate('CredentialsRejected', '401 after one fresh token', UNAUTHORIZED, { code: 401 }),
    sends: { ...ONE_CREATE, createCall: 2 },
  },
  ...atToken('CredentialsRejected', 7000215, 401),
  ...atToken('CredentialsRejected', 7000222, 401),
  ...atToken('CredentialsRejected', 700027, 401),
];

const QUOTAS: [string, Refusal, ResultInfo][] = [
  [
    '429 that speaks of the call creation limit',
    refusal(429, 'TooManyRequests', 'The application has reached the monthly call creation limit.'),
    { code: 429 },
  ],
  [
    '403 that speaks of the call creation limit',
    refusal(403, '7506', 'The application has reached the monthly call creation limit.'),
    { code: 403, subcode: 7506 },
  ],
  ['429 that speaks of concurrent calls', refusal(429, '7506', 'Too many concurrent calls.'), { code: 429, subcode: 7506 }],
  [
    '403 that speaks of concurrent calls',
    refusal(403, '7506', 'The application has reached its limit of 100 concurrent calls.'),
    { code: 403, subcode: 7506 },
  ],
];

/** The rows of quotas. */
export const CAPACITY: Row[] = QUOTAS.flatMap(([name, said, resultInfo]) => [
  {
    row: 'capacityReached, reported at once, not retried',
    case: `${name}, at create`,
    faults: [always('createCall', said)],
    ends: kept('capacityReached', resultInfo),
    sends: ONE_CREATE,
  },
  {
    row: 'capacityReached, reported at once, not retried',
    case: `${name}, at invite`,
    faults: [always('invite', said)],
    ends: kept('capacityReached', resultInfo),
    sends: SENDS,
  },
  {
    row: 'capacityReached, reported at once, not retried',
    case: `${name}, at answer`,
    faults: [always('answer', said)],
    ends: kept('capacityReached', resultInfo),
    sends: NOTHING,
  },
]);

/** Short, for it is waited out. */
const SOON = { policy: { establishWithin: 4_000, inviteWithin: 3_000 } };
const GIVEN_UP = { ...ESCALATED, leftBehind: ['multiparty 1, id unknown'] };

const unknownAtCreate = (name: string, said: Refusal): Row => ({
  row: 'outcome unknown for create: waited for, then another attempt',
  case: name,
  faults: [once('createCall', said)],
  ...SOON,
  waits: 'establishWithin',
  ends: GIVEN_UP,
  sends: { ...SENDS, createCall: 2 },
});

const unknownAtInvite = (name: string, said: Refusal): Row => ({
  row: 'outcome unknown for invite: waited for, never repeated',
  case: name,
  faults: [always('invite', said)],
  ...SOON,
  waits: 'inviteWithin',
  ends: kept('timedOut'),
  sends: SENDS,
});

const UNKNOWN = [
  ['9999', UNKNOWN_ERROR],
  ['502', { status: 502, body: {} }],
  ['504', { status: 504, body: {} }],
  ['408', { status: 408, body: {} }],
] as const;

/** The rows of unknown outcomes, and of what was certainly not processed. */
export const OUTCOMES: Row[] = [
  ...UNKNOWN.map(([name, said]) => unknownAtCreate(name, said)),
  ...UNKNOWN.map(([name, said]) => unknownAtInvite(name, said)),
  ...(['createCall', 'invite'] as const).flatMap((request) =>
    (['reset', 'hang'] as const).map((how) => ({
      row: `time-out, or a lost response: outcome unknown for ${request}, which shows itself`,
      case: how,
      faults: [{ request, do: 'loseResponse' as const, how }],
      // The limit of a request.
      ...(how === 'hang' && { takes: 10_100 }),
      ends: ESCALATED,
      sends: SENDS,
    })),
  ),
  {
    row: 'outcome unknown for create, twice: multipartyCallFailed, both named',
    case: '9999',
    faults: [always('createCall', UNKNOWN_ERROR)],
    policy: { establishWithin: 1_500 },
    takes: 3_100,
    ends: {
      ...kept('multipartyCallFailed', { code: 500, subcode: 9999 }),
      leftBehind: ['multiparty 1, id unknown', 'multiparty 2, id unknown'],
    },
    sends: { ...ONE_CREATE, createCall: 2 },
  },
  ...(['answer', 'createCall', 'invite'] as const).map((request) => ({
    row: '401, then a fresh token: goes on',
    case: request,
    faults: [once(request, UNAUTHORIZED)],
    ends: ESCALATED,
    sends: request === 'answer' ? SENDS : { ...SENDS, [request]: 2 },
  })),
  ...(['answer', 'createCall', 'invite'] as const).flatMap((request) =>
    ([429, 503] as const).map((status) => ({
      row: 'certainly not processed: repeated after Retry-After, also fractional',
      case: `${status}, ${request}`,
      faults: [{ ...once(request, refusal(status, 'TooManyRequests', 'Later.')), retryAfter: '0.128' }],
      ends: ESCALATED,
      sends: request === 'answer' ? SENDS : { ...SENDS, [request]: 2 },
    })),
  ),
];
