import fc from 'fast-check';
import { readEvents } from '../../workflows/call/read-events.ts';
import { normalizeId } from '../../workflows/contract/call-id.ts';

const at = '2026-11-23T10:00:00.000Z';

/** Fixed, for CI; `FUZZ_RUNS` as for the other fuzz tests, below Temporal's limit of 10,000 signals a run. */
export const numRuns = Math.min(Number(process.env.FUZZ_RUNS ?? 150), 5_000);

export const ODD: unknown[] = [
  null,
  true,
  0,
  -1.5,
  '',
  'text',
  '__proto__',
  [],
  [[]],
  {},
  { length: 3 },
  { toString: 1, valueOf: 2 },
  { toJSON: 'x' },
];
export const GOOD: object[] = [
  { type: 'call', callId: 'other', at, state: 'established' },
  { type: 'call', callId: 'other', at, state: 'terminated', resultInfo: { code: 1, subcode: 2, message: 'm' } },
  { type: 'callMissing', callId: 'other', at },
  { type: 'meetingData', callId: 'other', at },
  { type: 'operation', callId: 'other', at, status: 'failed', operationId: 'o', clientContext: 'c', resultInfo: { code: 1 } },
  {
    type: 'roster',
    callId: 'other',
    at,
    extent: 'full',
    source: 'notification',
    sequenceNumber: 1,
    participants: [{ id: 'p', inLobby: false }],
  },
  {
    type: 'call',
    callId: 'other',
    at,
    state: 'establishing',
    leg: { run: 'other', kind: 'multiparty', tenantId: 'tenant', attempt: 1 },
  },
];
/** Each good event with each field, also those below others, of each wrong type or left out. */
const misshapen = GOOD.flatMap((event) => variants(event));

function variants(value: object): object[] {
  const fields: [string, unknown][] = Object.entries(value);
  return fields.flatMap(([field, inner]) => {
    const list: unknown[] = Array.isArray(inner) ? inner : [];
    const below = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? variants(inner) : [];
    const instead: unknown[] = [undefined, ...ODD, ...below, ...(Array.isArray(inner) ? ODD.map((odd) => [...list, odd]) : [])];
    return instead.map((odd) => ({ ...value, [field]: odd }));
  });
}

export const ARGUMENTS: [string, unknown[]][] = [
  ['no argument', []],
  ['several arguments', [[], GOOD, 7]],
  ['each odd value', [ODD]],
  ['10,000 nulls', [Array.from({ length: 10_000 }, () => null)]],
  [
    '10,000 events of other calls',
    [Array.from({ length: 10_000 }, (_, n) => ({ type: 'call', callId: `other-${n}`, at, state: 'established' }))],
  ],
  ['1,000 levels', [JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)]],
  ['an event that is no list', [GOOD[0]]],
  ['unknown types', [['moved', 'CALL', '', '__proto__', 'constructor', null, 7].map((type) => ({ type, callId: 'other', at }))]],
  [
    'names that every object has',
    [['__proto__', 'constructor', 'toString'].flatMap((callId) => GOOD.map((event) => ({ ...event, callId })))],
  ],
  [
    'a roster of people with such names',
    [[{ ...GOOD[5], participants: ['__proto__', 'constructor', ''].map((id) => ({ id })) }]],
  ],
  ['each field of each wrong type', [misshapen]],
];

/** Signals that have the call's own ids in them, as forged ones might. */
export function ownIds(p2pCallId: string, run: string): unknown[] {
  const leg = { run, kind: 'multiparty', tenantId: 'tenant', attempt: 99 };
  const [, ...others] = GOOD.filter((event) => !('leg' in event));
  return [
    ...['__proto__', 'constructor'].map((callId) => ({ type: 'roster', callId, at, leg, participants: [{ id: '__proto__' }] })),
    ...ODD.map((resultInfo) => ({
      type: 'operation',
      callId: 'o',
      at,
      leg: { ...leg, run: 'other' },
      status: 'failed',
      resultInfo,
    })),
    ...others
      .flatMap(variants)
      .map((event) => ({ ...event, callId: p2pCallId, state: 'odd', type: 'operation' in event ? 'operation' : 'call' })),
  ];
}

/** Events with anything anywhere, but none that would rightly end or replace the call's own legs. */
export function generated(p2pCallId: string, run: string): fc.Arbitrary<unknown> {
  const odd = fc.oneof({ maxDepth: 3 }, fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 3 }));
  const id = fc.constantFrom<unknown>('other', p2pCallId, '__proto__', 'constructor', '', 7, null);
  const leg = fc.oneof(
    fc.constant(undefined),
    odd,
    fc.record({
      run: fc.constantFrom<unknown>(run, 'other', 7),
      kind: fc.constantFrom('p2p', 'multiparty', 'x'),
      attempt: fc.constantFrom<unknown>(99, -1, 1.5, '1'),
    }),
  );
  const info = fc.oneof(
    odd,
    fc.record(
      { code: odd, subcode: odd, message: odd, terminationReason: odd, requestId: odd, clientRequestId: odd },
      { requiredKeys: [] },
    ),
  );
  const participants = fc.oneof(odd, fc.array(fc.oneof(odd, fc.record({ id, inLobby: odd, left: odd })), { maxLength: 3 }));
  const event = fc.record(
    {
      type: fc.constantFrom<unknown>('call', 'callMissing', 'operation', 'roster', 'meetingData', 'x', 7),
      callId: id,
      at: odd,
      state: fc.constantFrom<unknown>('incoming', 'establishing', 'terminated', 'x', 7),
      status: fc.constantFrom<unknown>('running', 'failed', 'x', null),
      deleted: odd,
      leg,
      resultInfo: info,
      operationId: fc.oneof(odd, fc.constant('operation')),
      clientContext: odd,
      extent: odd,
      source: fc.constantFrom<unknown>('probe', 'notification', 7),
      sequenceNumber: odd,
      participants,
    },
    { requiredKeys: ['type', 'callId'] },
  );
  const harmless = (item: unknown) =>
    readEvents([item]).events.every(
      ({ type, callId }) => normalizeId(callId) !== normalizeId(p2pCallId) || (type !== 'call' && type !== 'callMissing'),
    );
  return fc.oneof(odd, fc.array(fc.oneof(odd, event.filter(harmless)), { maxLength: 6 }));
}
