import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, fold, newCall, type Identity } from '../../../workflows/call/call.ts';
import { isInLobby, isUsable, multipartyLegs, p2pLeg, peopleIn } from '../../../workflows/call/selectors.ts';
import type { CallEvent, LegRef } from '../../../workflows/contract/events.ts';

const P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const identity: Identity = { run: 'run-1', p2pCallId: P2P };
const p2pOf = (call: Call) => {
  const leg = p2pLeg(identity, call);
  if (!leg) throw new Error('The model lost its P2P leg');
  return leg;
};
const ringing = () => newCall([{ callId: P2P, kind: 'p2p', attempt: 0, tenantId: 'tenant', run: 'run-1', reached: 'incoming' }]);
const MEETING = '90ED37DCD8E34E119DE330A955DDA06F';
const SECOND_LEG = 'a0ed37dc-d8e3-4e11-9de3-30a955dda06f';
const at = '2026-11-23T10:00:00.000Z';
const attempt = (n: number, run = 'run-1'): LegRef => ({ kind: 'multiparty', run, tenantId: 'tenant', attempt: n });

interface Heard {
  event: CallEvent;
  seq: number;
}

const spelling = (id: string) => fc.constantFrom(id, id.toLowerCase());
const resultInfo = fc.option(
  fc.record({
    code: fc.constantFrom(0, 200, 487, 500, 603),
    subcode: fc.constantFrom(0, 4097, 5000, 10003),
    message: fc.constantFrom('', 'a', 'b'),
    clientRequestId: fc.constantFrom('a', 'b', undefined),
    terminationReason: fc.constantFrom('AppInitiated', 'CallTerminated', undefined),
  }),
  { nil: undefined },
);
const state = fc.constantFrom('incoming' as const, 'establishing' as const, 'established' as const, 'terminated' as const);
const p2pEvent = fc.record({
  type: fc.constant('call' as const),
  callId: spelling(P2P),
  at: fc.constant(at),
  state,
  deleted: fc.boolean(),
  resultInfo,
});
const leg = fc.oneof(
  fc.record({ callId: spelling(MEETING), leg: fc.constantFrom(attempt(1)) }),
  fc.record({ callId: spelling(SECOND_LEG), leg: fc.constantFrom(attempt(2), attempt(1, 'run-0')) }),
);
const legEvent = fc.tuple(leg, state, fc.boolean(), resultInfo).map(([of, reached, deleted, info]) => ({
  ...of,
  type: 'call' as const,
  at,
  state: reached,
  deleted,
  ...(info && { resultInfo: info }),
}));
const missing = fc.record({
  type: fc.constant('callMissing' as const),
  callId: spelling(P2P),
  at: fc.constant(at),
});
const meetingData = fc.record({
  type: fc.constant('meetingData' as const),
  callId: fc.oneof(spelling(P2P), spelling(MEETING)),
  at: fc.constant(at),
});
const operation = fc
  .tuple(
    leg,
    fc.constantFrom('running' as const, 'completed' as const, 'failed' as const),
    fc.constantFrom('invite-1', 'invite-2', undefined),
    fc.constantFrom('OP1', 'op1', undefined),
    resultInfo,
  )
  .map(([of, status, clientContext, operationId, info]) => ({
    ...of,
    type: 'operation' as const,
    at,
    status,
    clientContext,
    operationId,
    ...(info && { resultInfo: info }),
  }));
const entry = fc.record({ id: fc.constantFrom('caller', 'CALLER', 'bot', 'guest'), inLobby: fc.boolean() });
const roster = fc
  .tuple(
    leg,
    fc.array(entry, { maxLength: 3 }),
    fc.constantFrom('full' as const, 'delta' as const),
    fc.constantFrom('notification' as const, 'probe' as const),
    fc.option(fc.nat(3), { nil: undefined }),
  )
  .map(([of, participants, extent, source, sequenceNumber]) => ({
    ...of,
    type: 'roster' as const,
    at,
    participants,
    extent,
    source,
    sequenceNumber,
  }));
const rosterOfP2P = fc.array(entry, { maxLength: 4 }).map((participants) => ({
  type: 'roster' as const,
  callId: P2P,
  at,
  participants,
  extent: 'full' as const,
  source: 'notification' as const,
}));
const heard: fc.Arbitrary<Heard> = fc.record({
  event: fc.oneof(p2pEvent, legEvent, missing, meetingData, operation, roster, rosterOfP2P),
  seq: fc.integer({ min: 1, max: 9 }),
});

function foldAll(all: readonly Heard[]): Call {
  return all.reduce((call, { event, seq }) => fold(identity, call, event, seq), ringing());
}

describe('the fold', () => {
  it('gives the same state in any order and repetition', () => {
    fc.assert(
      fc.property(
        fc
          .array(heard, { minLength: 1, maxLength: 12 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
            ),
          ),
        ([all, shuffledAndDoubled]) => {
          // A 404 is read by a probe of ours, so it comes for legs that are known: here only the P2P leg's.
          expect(foldAll(shuffledAndDoubled)).toEqual(foldAll(all));
        },
      ),
      { numRuns: process.env.CI ? 2_000 : 300 },
    );
  });

  it('never takes a step of a leg back', () => {
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 12 }), heard, (all, one) => {
        const before = p2pOf(foldAll(all));
        const after = p2pOf(foldAll([...all, one]));
        const order = ['incoming', 'establishing', 'established'];
        expect(order.indexOf(after.reached)).toBeGreaterThanOrEqual(order.indexOf(before.reached));
        if (before.end) expect(after.end).toBeDefined();
      }),
    );
  });

  it('adopts a leg that only its callback address made known', () => {
    const call = foldAll([{ event: { type: 'call', callId: MEETING, at, state: 'established', leg: attempt(1) }, seq: 1 }]);
    expect(multipartyLegs(call)).toMatchObject([{ callId: MEETING, attempt: 1, reached: 'established' }]);
  });

  it('keeps a leg of an earlier run apart', () => {
    const call = foldAll([
      { event: { type: 'call', callId: MEETING, at, state: 'established', leg: attempt(1, 'run-0') }, seq: 1 },
    ]);
    expect(multipartyLegs(call)).toMatchObject([{ run: 'run-0' }]);
  });

  it('makes no leg of a stranger', () => {
    const call = foldAll([
      { event: { type: 'call', callId: 'stranger', at, state: 'established' }, seq: 1 },
      {
        event: {
          type: 'call',
          callId: 'stranger',
          at,
          state: 'established',
          leg: { kind: 'p2p', run: 'run-1', tenantId: 'tenant' },
        },
        seq: 2,
      },
    ]);
    expect(Object.keys(call.legs)).toHaveLength(1);
  });

  it('lets what Graph says of an end win over reads that found nothing, and a code over none', () => {
    const said = {
      type: 'call' as const,
      callId: P2P,
      at,
      state: 'terminated' as const,
      resultInfo: { code: 200, subcode: 4097 },
    };
    const silent = { type: 'call' as const, callId: P2P, at, state: 'terminated' as const, deleted: true };
    const gone = { type: 'callMissing' as const, callId: P2P, at };
    for (const order of [
      [said, silent, gone],
      [gone, silent, said],
      [silent, gone, said],
    ]) {
      const { end } = p2pOf(foldAll(order.map((event, seq) => ({ event, seq }))));
      expect(end).toMatchObject({
        evidence: 'notification',
        terminated: true,
        deleted: true,
        resultInfo: { code: 200, subcode: 4097 },
      });
    }
  });
});

describe('the roster', () => {
  const inMeeting = (participants: { id: string; inLobby: boolean }[], seq: number, more: object = {}): Heard => ({
    event: {
      type: 'roster',
      callId: MEETING,
      at,
      leg: attempt(1),
      extent: 'full',
      source: 'notification',
      participants,
      ...more,
    },
    seq,
  });
  const established: Heard = { event: { type: 'call', callId: MEETING, at, state: 'established', leg: attempt(1) }, seq: 1 };

  it('makes a leg of no use while we are known to be in the lobby, and of use once admitted', () => {
    const inLobby = [established, inMeeting([{ id: 'bot', inLobby: true }], 2)];
    const waiting = foldAll(inLobby);
    const [leg] = multipartyLegs(waiting);
    if (!leg) throw new Error('no leg');
    expect(isInLobby(waiting, leg, 'BOT')).toBe(true);
    expect(isUsable(waiting, leg, 'bot')).toBe(false);
    const admitted = foldAll([...inLobby, inMeeting([{ id: 'bot', inLobby: false }], 3)]);
    expect(isUsable(admitted, leg, 'bot')).toBe(true);
  });

  it('takes somebody away only by a higher sequence number or a later read', () => {
    const leg = multipartyLegs(foldAll([established]))[0];
    if (!leg) throw new Error('no leg');
    const seen = [
      established,
      inMeeting(
        [
          { id: 'bot', inLobby: false },
          { id: 'caller', inLobby: false },
        ],
        3,
      ),
    ];
    const people = (all: Heard[]) => peopleIn(foldAll(all), leg).map(({ id }) => id);
    expect(people([...seen, inMeeting([{ id: 'bot', inLobby: false }], 4)])).toEqual(['bot', 'caller']);
    expect(people([...seen, inMeeting([{ id: 'bot', inLobby: false }], 2, { source: 'probe' })])).toEqual(['bot', 'caller']);
    expect(people([...seen, inMeeting([{ id: 'bot', inLobby: false }], 4, { source: 'probe' })])).toEqual(['bot']);
    const numbered = [
      established,
      inMeeting(
        [
          { id: 'bot', inLobby: false },
          { id: 'caller', inLobby: false },
        ],
        3,
        { sequenceNumber: 7 },
      ),
    ];
    expect(people([...numbered, inMeeting([{ id: 'bot', inLobby: false }], 4, { sequenceNumber: 8 })])).toEqual(['bot']);
    expect(people([...numbered, inMeeting([{ id: 'bot', inLobby: false }], 4, { sequenceNumber: 6 })])).toEqual([
      'bot',
      'caller',
    ]);
  });

  it('of nobody but people in the lobby, once read, shows that we are there ourselves, under whatever id', () => {
    const own = { id: 'resource-account', inLobby: true };
    const place = (all: Heard[]) => {
      const call = foldAll([established, ...all]);
      const leg = multipartyLegs(call)[0];
      return leg && isInLobby(call, leg, 'bot');
    };
    const waits = inMeeting([own], 2, { source: 'probe' });
    expect(place([])).toBe(false);
    expect(place([inMeeting([own], 2)])).toBe(false);
    expect(place([waits])).toBe(true);
    expect(place([waits, inMeeting([{ ...own, inLobby: false }], 3)])).toBe(false);
    expect(place([inMeeting([own, { id: 'caller', inLobby: false }], 2, { source: 'probe' })])).toBe(false);
    expect(place([inMeeting([own, { id: 'bot', inLobby: false }], 2, { source: 'probe' })])).toBe(false);
  });

  it("counts under the P2P call's path only on a multiparty leg's address", () => {
    const caller = [{ id: 'caller', inLobby: false }];
    const misfiled = { ...inMeeting(caller, 2).event, callId: P2P };
    const leg = multipartyLegs(foldAll([established]))[0];
    if (!leg) throw new Error('no leg');
    expect(peopleIn(foldAll([established, { event: misfiled, seq: 2 }]), leg)).toEqual([
      { id: 'caller', writtenId: 'caller', kind: 'user', inLobby: false },
    ]);
    const doubtful = foldAll([
      established,
      { event: { ...misfiled, leg: { kind: 'p2p', run: 'run-1', tenantId: 'tenant' } }, seq: 5 },
    ]);
    expect(peopleIn(doubtful, leg)).toEqual([]);
    expect(doubtful.unattributedRosterSeq).toBe(5);
    expect(p2pOf(doubtful)).not.toHaveProperty('listsSeveral');
  });

  it('of more than two under the P2P call shows that it has become a multiparty call, people who left aside', () => {
    const onP2P = (participants: { id: string; inLobby: boolean; left?: true }[]) => {
      const event = {
        ...inMeeting(participants, 2).event,
        callId: P2P,
        leg: { kind: 'p2p', run: 'run-1', tenantId: 'tenant' } as const,
      };
      return p2pOf(foldAll([{ event, seq: 2 }]));
    };
    const [bot, caller, guest] = ['bot', 'caller', 'guest'].map((id) => ({ id, inLobby: false }));
    if (!bot || !caller || !guest) throw new Error('nobody');
    expect(onP2P([bot, caller])).not.toHaveProperty('listsSeveral');
    expect(onP2P([bot, caller, { ...guest, left: true }])).not.toHaveProperty('listsSeveral');
    expect(onP2P([bot, caller, guest])).toHaveProperty('listsSeveral', true);
  });
});
