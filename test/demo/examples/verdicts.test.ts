import { describe, expect, it, test } from 'vitest';
import type { InviteResult } from '../../../workflows/contract/invite.ts';
import type { StayResult } from '../../../workflows/contract/stay.ts';
import type { RecordedLeg, RecordedRequest, SimulatorRecord } from '../../graph-simulator/request-pipeline/record.ts';
import { CLARK, HEIDI } from '../../support/seed-people.ts';
import { matching } from '../../support/matchers.ts';
import type { Ending } from '../ending.ts';
import { stepsOf } from '../steps.ts';
import { inviteFaults } from './invite-verdict.ts';
import { createNarration } from './narration.ts';
import { stayFaults } from './stay-verdict.ts';

const at = '2026-01-01T00:00:00.000Z';
const request = (kind: RecordedRequest['kind'], body?: unknown): RecordedRequest => ({
  at,
  kind,
  method: 'POST',
  path: '',
  headers: {},
  processed: true,
  reply: { at, status: 200, headers: {} },
  ...(body !== undefined && { body }),
});
const leg = (id: string, kind: RecordedLeg['kind'], more: Partial<RecordedLeg> = {}): RecordedLeg => ({
  id,
  kind,
  alive: false,
  direction: 'incoming',
  tenantId: 't',
  state: 'terminated',
  callbackUri: '',
  inLobby: false,
  keepAlives: 0,
  createdAt: at,
  ...more,
});
const inside = (...ids: string[]): SimulatorRecord['meetings'] => [
  {
    key: 'm',
    left: [],
    participants: ids.map((id, i) => ({
      id,
      identity: { id, kind: 'user', displayName: id },
      inLobby: false,
      sequenceNumber: i,
    })),
  },
];

describe('people who were invited', () => {
  const people = [HEIDI, CLARK];
  const record: SimulatorRecord = {
    requests: [request('token'), request('invite')],
    notifications: [],
    legs: [leg('M', 'multiparty')],
    meetings: inside(HEIDI.user.id, CLARK.user.id),
    operations: [],
  };
  const joined = ({ user: { id } }: typeof HEIDI) => ({ user: { id }, outcome: 'joined' as const });
  const result: InviteResult = { callId: 'M', people: people.map(joined), timeline: [] };

  it('all is well', () => expect(inviteFaults(result, record, people)).toEqual([]));

  it.each<[string, Partial<InviteResult>, Partial<SimulatorRecord>, RegExp]>([
    ['another outcome', { people: [joined(HEIDI), { ...joined(CLARK), outcome: 'declined' }] }, {}, /is declined, not joined/],
    ['somebody whom the result lacks', { people: [joined(HEIDI)] }, {}, /names 1 people, not 2/],
    ['a second invite', {}, { requests: [request('invite'), request('invite')] }, /2 × invite/],
    ['somebody who is nowhere', {}, { meetings: inside(HEIDI.user.id) }, /98da8a1a.* is not in the multiparty call/],
    ['a leg left alive', {}, { legs: [leg('M', 'multiparty', { alive: true })] }, /leg M is still alive/],
  ])('%s is reported', (_, ofResult, ofRecord, fault) => {
    expect(inviteFaults({ ...result, ...ofResult }, { ...record, ...ofRecord }, people)).toEqual([matching(fault)]);
  });
});

describe('a stay', () => {
  const escalation: Ending = {
    name: 'escalated',
    p2pCallId: 'P',
    p2pCall: 'replaced',
    multipartyCallId: 'M',
    leftBehind: [],
    remarks: [],
  };
  const result: StayResult = { outcome: 'left', reason: 'asked', callId: 'M', since: at, until: at, timeline: [] };
  const requests = (['answer', 'createCall', 'invite', 'invite', 'deleteParticipant'] as const).map((kind) => request(kind));
  const record: SimulatorRecord = {
    requests,
    notifications: [],
    legs: [leg('P', 'p2p', { callerUserId: 'caller' }), leg('M', 'multiparty', { keepAlives: 2 })],
    meetings: inside('caller'),
    operations: [],
  };

  it('all is well', () => expect(stayFaults(escalation, result, record)).toEqual([]));

  it.each<[string, Partial<StayResult>, Partial<SimulatorRecord>, RegExp]>([
    ['another end', { outcome: 'ended', reason: 'removed' }, {}, /ended as ended \(removed\)/],
    ['a leg left behind', { leftBehind: ['M'] }, {}, /M is left behind/],
    ['a third invite', {}, { requests: [...requests, request('invite')] }, /3 × invite, not 2/],
    [
      'no keepAlive',
      {},
      { legs: [leg('P', 'p2p', { callerUserId: 'caller', keepAlives: 2 }), leg('M', 'multiparty')] },
      /kept alive 0 times/,
    ],
    ['a caller who is nowhere', {}, { meetings: inside() }, /caller caller is not in/],
  ])('%s is reported', (_, ofResult, ofRecord, fault) => {
    expect(stayFaults(escalation, { ...result, ...ofResult }, { ...record, ...ofRecord })).toEqual([matching(fault)]);
  });
});

test('steps tell who asks, how many are invited, and what Microsoft does not see', () => {
  const person = { identity: { user: { id: 'somebody' } } };
  const requests = [
    { ...request('createCall'), headers: { 'user-agent': 'another-service' } },
    request('invite', { participants: [person] }),
    request('invite', { participants: [person, person] }),
    request('invite', { participants: [{ ...person, replacesCallId: 'P' }] }),
    { ...request('keepAlive'), callId: 'M' },
  ];
  const narration = createNarration();
  narration.tell('people', 'Clark Kent joins by himself');
  const record = { requests, notifications: [], legs: [leg('M', 'multiparty')], meetings: [], operations: [] };
  expect(stepsOf(record, 0, narration.steps).map(({ from, text, reply }) => [from, text, reply])).toEqual([
    ['service', 'create a multiparty call of its own', '200'],
    ['worker', 'invite one participant', '200'],
    ['worker', 'invite 2 participants', '200'],
    ['worker', 'invite the caller, replacing the P2P call', '200'],
    ['worker', 'keep the multiparty call alive', '200'],
    ['people', 'Clark Kent joins by himself', ''],
  ]);
});
