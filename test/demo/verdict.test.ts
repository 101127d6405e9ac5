import { describe, expect, test } from 'vitest';
import type { NotificationKind } from '../graph-simulator/faults/kinds.ts';
import type { RecordedNotification, RecordedRequest, SimulatorRecord } from '../graph-simulator/request-pipeline/record.ts';
import { matching } from '../support/matchers.ts';
import type { Ending } from './ending.ts';
import { stepsOf } from './steps.ts';
import { timesTable } from './times.ts';
import { faultsOf } from './verdict.ts';

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const request = (kind: RecordedRequest['kind'], second: number): RecordedRequest => ({
  at: at(second),
  kind,
  method: 'POST',
  path: '',
  headers: {},
  ...(kind === 'invite' && { body: { participants: [{ replacesCallId: 'P' }] } }),
  processed: true,
  reply: { at: at(second), status: 202, headers: {} },
});
const leg = (id: string, kind: 'p2p' | 'multiparty', alive: boolean) => ({
  id,
  kind,
  alive,
  direction: 'incoming' as const,
  tenantId: 't',
  state: alive ? ('established' as const) : ('terminated' as const),
  callbackUri: '',
  inLobby: false,
  keepAlives: 0,
  createdAt: at(0),
  ...(kind === 'p2p' && { callerUserId: 'caller' }),
});
const caller = { id: 'p', identity: { id: 'caller', kind: 'user' as const }, inLobby: false, sequenceNumber: 1 };

const ESCALATED: Ending = {
  name: 'escalated',
  p2pCallId: 'P',
  p2pCall: 'replaced',
  multipartyCallId: 'M',
  leftBehind: [],
  remarks: [],
};
const DECLINED: Ending = { ...ESCALATED, name: 'inviteDeclined', p2pCall: 'kept' };
const SEED = { ending: 'escalated', withoutFault: true } as const;
const RECORD: SimulatorRecord = {
  requests: [request('token', 0), request('answer', 1), request('createCall', 2), request('invite', 3)],
  notifications: [],
  legs: [leg('P', 'p2p', false), leg('M', 'multiparty', false)],
  meetings: [{ key: 'm', participants: [caller], left: [] }],
  operations: [],
};

/** The caller still talks to the bot, our own leg is gone. */
const KEPT: SimulatorRecord = { ...RECORD, legs: [leg('P', 'p2p', true)], meetings: [] };

test('all is well', () => expect(faultsOf([ESCALATED], RECORD, SEED)).toEqual([]));

test.each<[string, Ending, Partial<SimulatorRecord>, RegExp]>([
  ['a second answer', ESCALATED, { requests: [...RECORD.requests, request('answer', 4)] }, /2 × answer/],
  ['a second invite', ESCALATED, { requests: [...RECORD.requests, request('invite', 4)] }, /2 × invite/],
  ['no create', ESCALATED, { requests: [request('answer', 1), request('invite', 3)] }, /0 × createCall/],
  [
    'a leg left alive',
    ESCALATED,
    { legs: [leg('P', 'p2p', false), leg('M', 'multiparty', true)] },
    /multiparty leg M is still alive/,
  ],
  ['a P2P leg left alive', ESCALATED, { legs: [leg('P', 'p2p', true)] }, /p2p leg P is still alive/],
  ['a caller who is nowhere', ESCALATED, { meetings: [{ key: 'm', participants: [], left: [] }] }, /caller caller is not in/],
  ['another outcome', DECLINED, KEPT, /inviteDeclined, not escalated/],
])('%s is reported', (_, ending, change, fault) => {
  expect(faultsOf([ending], { ...RECORD, ...change }, SEED)).toEqual([matching(fault)]);
});

test('a leg that the result names may live', () => {
  const legs = [leg('P', 'p2p', false), leg('M', 'multiparty', true)];
  expect(faultsOf([{ ...ESCALATED, leftBehind: ['multiparty M'] }], { ...RECORD, legs }, SEED)).toEqual([]);
});

describe('after a fault', () => {
  const expected = { ending: 'inviteDeclined', withoutFault: false } as const;

  test('the ending that was expected is fine, with the P2P call kept, however many requests it took', () => {
    const requests = [...RECORD.requests, request('invite', 4)];
    expect(faultsOf([DECLINED], { ...KEPT, requests }, expected)).toEqual([]);
  });

  test.each<[string, Ending, SimulatorRecord, RegExp]>([
    ['a success', ESCALATED, RECORD, /outcome is escalated, not inviteDeclined/],
    ['a P2P call that was not kept', DECLINED, { ...KEPT, legs: [leg('P', 'p2p', false)] }, /P2P leg P has ended/],
    ['a leg left alive', DECLINED, { ...KEPT, legs: [...KEPT.legs, leg('M', 'multiparty', true)] }, /multiparty leg M is still/],
    ['a caller who was moved all the same', DECLINED, { ...KEPT, meetings: RECORD.meetings }, /caller caller is in the multi/],
  ])('%s is reported', (_, ending, record, fault) => {
    expect(faultsOf([ending], record, expected)).toEqual([matching(fault)]);
  });
});

test('times are counted from the call, over all calls', () => {
  const sent = (callId: string, kind: NotificationKind, second: number): RecordedNotification => ({
    at: at(second),
    kind,
    callId,
    url: '',
    body: {},
    fate: 'delivered',
    attempts: [],
  });
  const notifications = [
    sent('P', 'incoming', 1),
    sent('Q', 'incoming', 1),
    sent('Q', 'p2p established', 4),
    sent('P', 'p2p established', 2),
    sent('M', 'operation', 5),
  ];
  const table = timesTable([ESCALATED, { ...DECLINED, p2pCallId: 'Q', multipartyCallId: 'N' }], { ...RECORD, notifications });
  const row = (step: string) =>
    table
      .find((line) => line.startsWith(step))
      ?.slice(step.length)
      .trim()
      .split(/ +/);
  expect(row('P2P call established')).toEqual(['2', '1.00', '1.00', '1.00', '3.00']);
  expect(row('caller moved')).toEqual(['1', '4.00', '4.00', '4.00', '4.00']);
});

test('steps come in order, without tokens, and only up to what is under way', () => {
  const { reply: _, ...underway } = request('createCall', 2);
  const requests = [request('invite', 3), underway, request('answer', 1), request('token', 0)];
  expect(stepsOf({ ...RECORD, requests }).map(({ text }) => text)).toEqual(['answer the P2P call']);
  const all = [request('invite', 3), request('createCall', 2), request('answer', 1)];
  expect(stepsOf({ ...RECORD, requests: all }).map((step) => step.at)).toEqual([at(1), at(2), at(3)]);
  const late = stepsOf({ ...RECORD, requests }, Date.parse(at(5)));
  expect(late.map(({ reply }) => reply)).toEqual(['202', 'no reply yet', '202']);
});
