import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotifications } from '../../activities/graph/read/notifications.ts';
import { NotificationBodyRejected, parseBody } from '../../webhook/parse-body.ts';
import { fold, newCall } from '../../workflows/call/call.ts';
import { readEvents } from '../../workflows/call/read-events.ts';

/** More in CI; `FUZZ_RUNS=1000000` runs as often, `FUZZ_MINUTES=20` as long as one likes, each property by itself. */
const { FUZZ_RUNS = process.env.CI ? '5000' : '300', FUZZ_MINUTES } = process.env;
const budget =
  FUZZ_MINUTES === undefined
    ? { numRuns: Number(FUZZ_RUNS) }
    : {
        numRuns: Number.MAX_SAFE_INTEGER,
        plugins: [fc.interruptAfterTimeLimit(Number(FUZZ_MINUTES) * 60_000, { failOnInterrupt: false })],
      };
const at = '2026-11-23T10:00:00.000Z';
const P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const subject = { run: 'run', p2pCallId: P2P };

/** Values that Graph's shapes are made of, right and wrong. */
const word = fc.oneof(
  fc.constantFrom(
    'created',
    'Updated',
    'deleted',
    'established',
    'Terminated',
    'ringing',
    'completed',
    'Running',
    'failed',
    '',
    '0',
    '200',
    P2P,
    '__proto__',
    'constructor',
  ),
  fc.constantFrom(
    '#microsoft.graph.call',
    'microsoft.graph.participant',
    '#microsoft.graph.inviteParticipantsOperation',
    '#microsoft.graph.deltaParticipants',
  ),
  fc.constantFrom(
    `/communications/calls/${P2P}`,
    `/app/calls/${P2P}/participants`,
    `/communications/calls/${P2P}/operations/1`,
    '/communications/calls/',
    '/communications/calls/__proto__',
    '/communications/calls/constructor/participants',
    'https://x/v1.0/communications/calls/a/b/c',
  ),
  fc.string(),
);
const name = fc.oneof(
  fc.constantFrom(
    'value',
    'changeType',
    'resource',
    'resourceUrl',
    'resourceData',
    '@odata.type',
    '@odata.id',
    'state',
    'status',
    'id',
    'info',
    'identity',
    'user',
    'application',
  ),
  fc.constantFrom(
    'resultInfo',
    'code',
    'subcode',
    'subCode',
    'message',
    'isInLobby',
    'participants',
    'sequenceNumber',
    'rosterSequenceNumber',
    'removedState',
    'clientContext',
    'source',
    'targets',
    '__proto__',
    'toString',
  ),
);
const json = fc.letrec<{ any: unknown; object: object }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 6 },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(name, tie('any'), { maxKeys: 6 }),
})).any;

const item = fc.record({
  changeType: word,
  resourceUrl: word,
  resourceData: fc.oneof(json, fc.record({ '@odata.type': word, state: word, status: word, resultInfo: json, info: json })),
});

describe('under fuzz', () => {
  it('the parser says what a body is, or refuses it, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          fc
            .oneof(
              fc.string(),
              json.map((value) => JSON.stringify(value) ?? ''),
              fc.json(),
            )
            .map((text) => Buffer.from(text)),
        ),
        (body) => {
          try {
            const parsed = parseBody(body);
            expect(['batch', 'empty', 'legacy']).toContain(parsed.kind);
          } catch (error) {
            expect(error).toBeInstanceOf(NotificationBodyRejected);
          }
        },
      ),
      budget,
    );
  });

  it('the translator makes only events that the workflow knows, of every batch', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(item, json), { maxLength: 5 }), (items) => {
        const { events } = readNotifications(items, at);
        expect(readEvents(structuredClone(events))).toEqual({ events, ignored: 0 });
      }),
      budget,
    );
  });

  it('the fold takes every event, and the signal handler whatever is signalled', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(item, json), { maxLength: 5 }), json, (items, signalled) => {
        const { events } = readNotifications(items, at);
        const leg = { kind: 'multiparty' as const, run: 'run', tenantId: 'tenant', attempt: 1 };
        const call = events.reduce(
          (folded, event) => fold(subject, folded, { ...event, leg }, 1),
          newCall([{ callId: subject.p2pCallId, kind: 'p2p', attempt: 0, tenantId: 'tenant', run: 'run', reached: 'incoming' }]),
        );
        expect(Object.keys(call.legs).length).toBeGreaterThan(0);
        for (const event of readEvents(signalled).events) fold(subject, call, event, 2);
      }),
      budget,
    );
  });
});
