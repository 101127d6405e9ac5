import { expect, test } from 'vitest';
import type { EscalationResult } from '../../workflows/contract/result.ts';
import type { RecordedRequest, SimulatorRecord } from '../graph-simulator/front-desk/record.ts';
import { stepsOf } from './steps.ts';
import { faultsOf } from './verdict.ts';

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const request = (kind: RecordedRequest['kind'], second: number): RecordedRequest => ({
  at: at(second),
  kind,
  method: 'POST',
  path: '',
  headers: {},
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

const ESCALATED: EscalationResult = { outcome: 'escalated', p2pCallId: 'P', multipartyCallId: 'M', timeline: [] };
const RECORD: SimulatorRecord = {
  requests: [request('token', 0), request('answer', 1), request('createCall', 2), request('invite', 3)],
  notifications: [],
  legs: [leg('P', 'p2p', false), leg('M', 'multiparty', false)],
  meetings: [{ key: 'm', participants: [caller] }],
};

test('all is well', () => expect(faultsOf(ESCALATED, RECORD)).toEqual([]));

test.each<[string, EscalationResult, Partial<SimulatorRecord>, RegExp]>([
  ['a second answer', ESCALATED, { requests: [...RECORD.requests, request('answer', 4)] }, /2 × answer/],
  ['a second invite', ESCALATED, { requests: [...RECORD.requests, request('invite', 4)] }, /2 × invite/],
  ['no create', ESCALATED, { requests: [request('answer', 1), request('invite', 3)] }, /0 × createCall/],
  [
    'a leg left alive',
    ESCALATED,
    { legs: [leg('P', 'p2p', false), leg('M', 'multiparty', true)] },
    /multiparty leg M is still alive/,
  ],
  ['a caller who is nowhere', ESCALATED, { meetings: [{ key: 'm', participants: [] }] }, /caller caller is not in/],
  [
    'another outcome',
    { outcome: 'notEscalated', reason: 'timedOut', during: 'inviting', p2pCall: 'kept', p2pCallId: 'P', timeline: [] },
    {},
    /notEscalated, because of timedOut while inviting/,
  ],
])('%s is told', (_, result, change, fault) => {
  expect(faultsOf(result, { ...RECORD, ...change })).toEqual([expect.stringMatching(fault)]);
});

test('a leg that the result names may live', () => {
  const legs = [leg('P', 'p2p', false), leg('M', 'multiparty', true)];
  expect(faultsOf({ ...ESCALATED, leftBehind: ['multiparty M'] }, { ...RECORD, legs })).toEqual([]);
});

test('steps come in order, without tokens, and only up to what is under way', () => {
  const { reply: _, ...underway } = request('createCall', 2);
  const requests = [request('invite', 3), underway, request('answer', 1), request('token', 0)];
  expect(stepsOf({ ...RECORD, requests }).map(({ text }) => text)).toEqual(['answer the P2P call']);
  const all = [request('invite', 3), request('createCall', 2), request('answer', 1)];
  expect(stepsOf({ ...RECORD, requests: all }).map((step) => step.at)).toEqual([at(1), at(2), at(3)]);
});
