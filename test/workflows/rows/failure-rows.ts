import type { ResultInfo } from '../../../workflows/contract/result-info.ts';
import type { FailureRow } from './row.ts';
import { NOTHING, SENDS } from './row.ts';
import {
  aadsts,
  always,
  BAD_REQUEST,
  CALLING_NOT_ENABLED,
  NOT_FOUND,
  once,
  PERMISSION_MISSING,
  type Refusal,
  refusal,
  TENANT_MISMATCH,
  UNAUTHORIZED,
} from './refusals.ts';

const STEPS = [
  { at: 'answer', during: 'answering', sends: NOTHING },
  { at: 'createCall', during: 'creating', sends: { createCall: 1, invite: 0, delete: 0 } },
  { at: 'invite', during: 'inviting', sends: SENDS },
] as const;

/** A refusal of each step's own request, for good. */
function atEachStep(row: FailureRow['row'], name: string, said: Refusal, resultInfo: ResultInfo, tries = 1): FailureRow[] {
  return STEPS.map(({ at, during, sends }) => ({
    row,
    case: `${name}, at ${at}`,
    faults: [always(at, said)],
    during,
    resultInfo,
    // A create is sent once more after a 400, in the other media form.
    sends: at === 'answer' ? sends : { ...sends, [at]: at === 'createCall' && said.status === 400 ? 2 : tries },
  }));
}

/** What an operator must fix, at each step where it can show itself. */
export const FAILURE_ROWS: FailureRow[] = [
  ...atEachStep('PermissionMissing', '403/7504', PERMISSION_MISSING, { code: 403, subcode: 7504 }),
  ...atEachStep('PermissionMissing', '403/7503, flat', CALLING_NOT_ENABLED, { code: 403, subcode: 7503 }),
  ...atEachStep('TenantMismatch', '403/7505', TENANT_MISMATCH, { code: 403, subcode: 7505 }),
  ...atEachStep('CredentialsRejected', '401 twice', UNAUTHORIZED, { code: 401 }, 2),
  ...atEachStep('RequestRejected', '400', BAD_REQUEST, { code: 400 }),
  ...atEachStep('RequestRejected', '409', refusal(409, '8500', 'No.'), { code: 409, subcode: 8500 }),
  {
    row: 'RequestRejected',
    case: 'a 404 to create is a rejection',
    faults: [always('createCall', NOT_FOUND)],
    during: 'creating',
    resultInfo: { code: 404, subcode: 8522 },
    sends: { createCall: 1, invite: 0, delete: 0 },
  },
  {
    row: 'CredentialsRejected',
    case: 'no token, at answer',
    faults: [always('token', aadsts(7000222, 401))],
    during: 'answering',
    resultInfo: { code: 7000222 },
    sends: NOTHING,
  },
  {
    row: 'TenantMismatch',
    case: "no token in the organizer's tenant, at create",
    organizer: [always('token', aadsts(90002, 400))],
    during: 'creating',
    resultInfo: { code: 90002 },
    sends: NOTHING,
  },
  {
    row: 'CredentialsRejected',
    case: 'no fresh token after a 401, at invite',
    organizer: [once('invite', UNAUTHORIZED), once('token', aadsts(7000215, 401), 2)],
    during: 'inviting',
    resultInfo: { code: 7000215 },
    sends: SENDS,
  },
  {
    row: 'CredentialsRejected',
    case: 'no token any more, not even to hang up: leftBehind names the leg',
    organizer: [
      once('invite', UNAUTHORIZED),
      always('delete', UNAUTHORIZED),
      { ...always('token', aadsts(7000222, 401)), nth: 2 },
    ],
    during: 'inviting',
    resultInfo: { code: 7000222 },
    sends: { ...SENDS, delete: 2 },
    leftBehind: true,
  },
  {
    row: 'PermissionMissing',
    case: 'at the second create, the first of unknown outcome: leftBehind names it',
    faults: [
      once('createCall', refusal(500, '9999', 'Unknown server error.')),
      { ...always('createCall', PERMISSION_MISSING), nth: 2 },
    ],
    policy: { establishWithin: 3_000 },
    during: 'creating',
    resultInfo: { code: 403, subcode: 7504 },
    sends: { createCall: 2, invite: 0, delete: 0 },
    leftBehind: ['multiparty 1, id unknown'],
  },
  {
    row: 'PermissionMissing',
    case: 'at create, onFailure hangUp',
    faults: [always('createCall', PERMISSION_MISSING)],
    policy: { onFailure: 'hangUp' },
    during: 'creating',
    resultInfo: { code: 403, subcode: 7504 },
    p2pCall: 'ended',
    sends: { createCall: 1, invite: 0, delete: 1 },
  },
  {
    row: 'PermissionMissing',
    case: 'at answer, onFailure hangUp: an unanswered call is left ringing',
    faults: [always('answer', PERMISSION_MISSING)],
    policy: { onFailure: 'hangUp' },
    during: 'answering',
    resultInfo: { code: 403, subcode: 7504 },
    sends: NOTHING,
  },
];
