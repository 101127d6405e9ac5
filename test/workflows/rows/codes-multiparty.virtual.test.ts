import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { ESCALATED, kept, type Row } from './row.ts';
import { testRow } from './virtual-row.ts';

type Said = { code?: number; subcode?: number; message?: string; told?: false };
const NOT_FOUND = { code: 404, subcode: 8522 };

const infoOf = ({ code, subcode, told }: Said) =>
  told === false ? NOT_FOUND : code === undefined ? undefined : { code, subcode: subcode ?? 0 };
const nameOf = ({ code, subcode, told, message }: Said) =>
  told === false ? 'confirmed 404' : code === undefined ? 'none' : message ? 'DiagCode in the message' : `${code}/${subcode}`;

/** The P2P call sticks, so that the leg is established, and ends, before anybody can be invited. */
const established = (said: Said, times: 1 | 'always' = 1): Pick<Row, 'faults' | 'policy'> => ({
  faults: [
    { leg: 'p2p', do: 'neverEstablish' },
    { leg: 'multiparty', do: 'end', at: 'multiparty established', times, ...said },
  ],
  policy: { createWhen: 'answered' },
});

/** `times` legs stick, and end. */
const establishing = (said: Said, times: 1 | 2 = 1): Pick<Row, 'faults'> => ({
  faults: [
    { leg: 'multiparty', do: 'neverEstablish', times },
    { leg: 'multiparty', do: 'end', at: 'creating', afterMs: 100, times, ...said },
  ],
});

const final = (
  row: 'multipartyCallEnded' | 'multipartyCallFailed',
  said: Said,
  script: (said: Said) => Pick<Row, 'faults' | 'policy'> = established,
): Row => ({
  row: row === 'multipartyCallEnded' ? row : `${row} at once`,
  case: `${nameOf(said)}${script === established ? ', established' : ', establishing'}`,
  ...script(said),
  ends: kept(row, infoOf(said)),
  sends: { createCall: 1, invite: 0, delete: 0 },
});

const newAttempt = (said: Said): Row => ({
  row: 'new attempt',
  case: `${nameOf(said)}, establishing`,
  ...establishing(said),
  ends: ESCALATED,
  sends: { createCall: 2, invite: 1, delete: 1 },
});

const thenFailed = (said: Said, script: (said: Said) => Pick<Row, 'faults' | 'policy'>, name: string): Row => ({
  row: 'new attempt, then multipartyCallFailed',
  case: `${nameOf(said)}, ${name}`,
  ...script(said),
  ends: kept('multipartyCallFailed', infoOf(said)),
  sends: { createCall: 2, invite: 0, delete: 0 },
});
const twiceEstablished = (said: Said) => thenFailed(said, (what) => established(what, 'always'), 'established');
const twiceEstablishing = (said: Said) => thenFailed(said, (what) => establishing(what, 2), 'establishing');

const pairs = (...all: [number, number][]): Said[] => all.map(([code, subcode]) => ({ code, subcode }));
const ON_PURPOSE = pairs([200, 5000], [200, 5300], [200, 4097], [200, 5001], [200, 5003], [200, 5030], [200, 7000], [200, 10550]);
const LONELY = pairs([200, 5002], [200, 5007], [200, 5010], [200, 5012], [200, 5013], [200, 5020]);
const FAULTED = pairs([408, 8537], [410, 301005], [480, 10037], [500, 7117], [503, 0]);
const THE_REST = pairs([200, 1], [487, 0], [603, 0]);

const ROWS: Row[] = [
  ...ON_PURPOSE.map((said) => final('multipartyCallEnded', said)),
  final('multipartyCallEnded', { code: 200, subcode: 5000 }, establishing),
  ...LONELY.map(newAttempt),
  ...LONELY.map(twiceEstablished),
  ...pairs([200, 5014], [200, 5855], [403, 0]).map((said) => final('multipartyCallFailed', said)),
  ...pairs([200, 5014], [200, 5855], [403, 0]).map((said) => final('multipartyCallFailed', said, establishing)),
  ...FAULTED.map(newAttempt),
  ...FAULTED.map(twiceEstablished),
  ...FAULTED.slice(0, 1).map(twiceEstablishing),
  newAttempt({ code: 500, subcode: 9999, message: 'No. DiagCode: 200#5012.@' }),
  { ...final('multipartyCallEnded', {}), takes: 1_100 },
  { ...final('multipartyCallEnded', { told: false }), takes: 2_600 },
  ...THE_REST.map((said) => final('multipartyCallEnded', said)),
  newAttempt({}),
  newAttempt({ told: false }),
  ...THE_REST.map(newAttempt),
];

describe('M, before the caller is in', () => {
  it.each(ROWS)('$row ($case)', async (row) => {
    await testRow(row);
  });

  it('our own DELETE: – (the leg of an attempt that ran out of time is hung up, and another made)', async () => {
    await testRow({
      row: 'our own DELETE',
      case: '200/7000',
      faults: [{ leg: 'multiparty', do: 'neverEstablish' }],
      policy: { establishWithin: 4_000 },
      ends: ESCALATED,
      sends: { createCall: 2, invite: 1, delete: 2 },
    });
  });

  it('new attempt, other media form (400/2203)', async () => {
    const { played } = await testRow({
      row: 'new attempt, other media form',
      case: '400/2203',
      ...establishing({ code: 400, subcode: 2203 }),
      ends: ESCALATED,
      sends: { createCall: 2, invite: 1, delete: 1 },
    });
    expect(played.requests('createCall').map(mediaOf)).toEqual([
      [undefined, []],
      [{ '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' }, ['audio']],
    ]);
  });
});

describe('one 404 is no end', () => {
  it.each<[string, FaultInput[]]>([
    ['of the P2P leg and of ours, asked in every quiet while', [{ request: 'getCall', do: 'reply', status: 404, nth: 1 }]],
    ['of every second read', [2, 4, 6].map((nth) => ({ request: 'getCall', do: 'reply', status: 404, nth }))],
  ])('%s', async (_, faults) => {
    await testRow({
      row: 'one 404 is no end',
      case: 'the leg lives',
      faults: [...faults, { notification: 'multiparty established', do: 'lose' }],
      ends: ESCALATED,
      sends: { createCall: 1, invite: 1, delete: 1 },
    });
  });
});

function mediaOf({ body }: { body?: unknown }): unknown[] {
  const sent = typeof body === 'object' && body !== null ? body : {};
  return [
    'mediaConfig' in sent ? sent.mediaConfig : undefined,
    'requestedModalities' in sent ? sent.requestedModalities : undefined,
  ];
}
