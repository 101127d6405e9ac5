import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { ESCALATED, kept, type Row, SENDS } from './row.ts';
import { testRow } from './virtual-row.ts';

type Reason = 'inviteDeclined' | 'inviteUnanswered' | 'inviteFailed';
type Said = { code: number; subcode: number; message?: string };

const nameOf = ({ code, subcode, message }: Said) =>
  message ? `${code}/${subcode}, DiagCode in the message` : `${code}/${subcode}`;

/** Final at once: one invite. */
const final = (reason: Reason, said: Said): Row => ({
  row: reason,
  case: nameOf(said),
  faults: [{ invite: 'failed', ...said, times: 'always' }],
  ends: kept(reason, said),
  sends: SENDS,
});

const TWO_INVITES = { ...SENDS, invite: 2 };

const repeated = (said: Said): Row[] => [
  {
    row: 'with replacesCallId: repeat',
    case: nameOf(said),
    faults: [{ invite: 'failed', ...said }],
    ends: ESCALATED,
    sends: TWO_INVITES,
  },
  {
    row: 'with replacesCallId: repeat, then inviteFailed',
    case: nameOf(said),
    faults: [{ invite: 'failed', ...said, times: 'always' }],
    ends: kept('inviteFailed', said),
    sends: TWO_INVITES,
  },
];

const RINGS: FaultInput = { invite: 'unanswered', afterMs: 120_000, times: 'always' };
/** Read, not notified: a failure without a code. */
const FAILED_WITHOUT_CODE: FaultInput = {
  request: 'getOperation',
  do: 'reply',
  status: 200,
  body: { status: 'failed', resultInfo: null },
};

const pairs = (...all: [number, number][]): Said[] => all.map(([code, subcode]) => ({ code, subcode }));

const ROWS: Row[] = [
  ...pairs([603, 0], [603, 1], [487, 10024], [500, 5003], [200, 5003]).map((said) => final('inviteDeclined', said)),
  final('inviteDeclined', { code: 400, subcode: 8541, message: 'addParticipants failed. DiagCode: 603#0.@' }),
  ...pairs([487, 10004], [486, 0], [486, 3]).map((said) => final('inviteUnanswered', said)),
  final('inviteUnanswered', { code: 500, subcode: 0, message: 'addParticipants failed. DiagCode: 487#10004.@' }),
  ...pairs([480, 10037], [480, 0], [408, 10057], [500, 0], [503, 2], [499, 7]).flatMap(repeated),
  {
    row: 'with replacesCallId: repeat, then inviteFailed',
    case: 'no code before 55 s',
    faults: [RINGS, { ...FAILED_WITHOUT_CODE, times: 'always' }],
    takes: 1_100,
    ends: kept('inviteFailed'),
    sends: TWO_INVITES,
  },
  ...pairs([403, 0], [403, 8], [410, 301004], [412, 9999]).map((said) => final('inviteFailed', said)),
  {
    row: '487/10003 (taken elsewhere): perhaps a success: counts as unknown, await the roster',
    case: 'a success',
    faults: [{ invite: 'takenElsewhere' }],
    ends: ESCALATED,
    sends: SENDS,
  },
  {
    row: '487/10003 (taken elsewhere): perhaps a success: counts as unknown, await the roster',
    case: 'none',
    faults: [{ invite: 'failed', code: 487, subcode: 10003 }],
    policy: { replaceWithin: 2_000 },
    waits: 'replaceWithin',
    ends: kept('timedOut'),
    sends: SENDS,
  },
];

describe('invite operation', () => {
  it('inviteUnanswered (no code after ≥ 55 s)', async () => {
    await testRow({
      row: 'inviteUnanswered',
      case: 'no code after ≥ 55 s',
      faults: [RINGS, FAILED_WITHOUT_CODE],
      policy: { probeAfter: 57_000, inviteWithin: 100_000 },
      takes: 57_100,
      ends: kept('inviteUnanswered'),
      sends: SENDS,
    });
  });

  it.each(ROWS)('$row ($case)', async (row) => {
    await testRow(row);
  });

  it('the repeat sends the other form of replacesCallId: bare id, then path', async () => {
    const { played } = await testRow({
      row: 'with replacesCallId: repeat',
      case: 'only the path form is understood',
      faults: [{ quirk: 'replacesCallIdPathOnly' }],
      ends: ESCALATED,
      sends: TWO_INVITES,
    });
    const id = played.p2pCallId;
    const sent = played.requests('invite').map(({ body }) => JSON.stringify(body));
    expect(sent[0]).toContain(`"replacesCallId":"${id}"`);
    expect(sent[1]).toContain(`"replacesCallId":"/communications/calls/${id}"`);
  });
});
