import { describe, expect, it } from 'vitest';
import { readNotifications } from '../../../../activities/graph/read/notifications.ts';
import { fixtureItems, fixtureNames } from '../../../notifications/fixtures.ts';

const AT = '2026-01-31T12:00:00.000Z';
const read = (name: string) => readNotifications(fixtureItems(name), AT);

const SEED_P2P = '57DAB8B1894C409AB240BD8BEAE78896';
const SEED_MULTIPARTY = '90ED37DCD8E34E119DE330A955DDA06F';
const SEED_CALLER = '8A34A46B-3D17-4ADC-8DCE-DC4E7D572698';
const SEED_BOT = '1234A46B-3D17-4ADC-8DCE-DC4E7D556789';
const SEED_OPERATION = '0FE0623FD62842EDB4BD8AC290072CC5';

const user = (id: string) => ({ id, kind: 'user', inLobby: false });
const app = (id: string) => ({ id, kind: 'application', inLobby: false });
/** The same with what the documents give a participant since 2019. */
const listed = <T>(person: T, participantId: string) => ({ ...person, participantId, muted: false });
const roster = { type: 'roster', extent: 'full', source: 'notification' };

/** What each body of the seed says, without the time. */
const SEED: Record<string, object> = {
  'invite-one-1-operation-completed': {
    type: 'operation',
    callId: SEED_P2P,
    operationId: SEED_OPERATION,
    clientContext: 'd45324c1-fcb5-430a-902c-f20af696537c',
    status: 'completed',
  },
  'invite-one-2-roster': { ...roster, callId: SEED_P2P, participants: [user(SEED_CALLER), app(SEED_BOT)] },
  'invite-several-1-operation-completed': {
    type: 'operation',
    callId: SEED_P2P,
    operationId: SEED_OPERATION,
    clientContext: 'd45324c1-fcb5-430a-902c-f20af696537c',
    status: 'completed',
  },
  'invite-several-2-roster': {
    ...roster,
    callId: SEED_P2P,
    participants: [
      listed(user('550fae72-d251-43ec-868c-373732c2704f'), 'd556b432-3091-42c8-9902-c528a7abfe67'),
      listed(user('98da8a1a-1b87-452c-a713-65d3f10b1253'), 'e63a436a-6932-4b6f-bba3-5ee0002f9543'),
    ],
  },
  'replace-01-p2p-incoming': { type: 'call', callId: SEED_P2P, state: 'incoming' },
  'replace-02-p2p-establishing': { type: 'call', callId: SEED_P2P, state: 'establishing' },
  'replace-03-p2p-established': { type: 'call', callId: SEED_P2P, state: 'established' },
  'replace-04-multiparty-establishing': { type: 'call', callId: SEED_MULTIPARTY, state: 'establishing' },
  'replace-05-multiparty-established': { type: 'call', callId: SEED_MULTIPARTY, state: 'established' },
  'replace-06-operation-completed': {
    type: 'operation',
    callId: SEED_MULTIPARTY,
    operationId: SEED_OPERATION,
    clientContext: 'A904FBD5A31041E881E861877A3DE3CD',
    status: 'completed',
  },
  'replace-07-roster-of-p2p-call': { ...roster, callId: SEED_P2P, participants: [user(SEED_CALLER), app(SEED_BOT)] },
  'replace-08-p2p-terminated': {
    type: 'call',
    callId: SEED_P2P,
    state: 'terminated',
    resultInfo: { terminationReason: 'AppInitiated' },
  },
  'replace-09-p2p-deleted': { type: 'call', callId: SEED_P2P, state: 'terminated', deleted: true },
};

const CALL = '57dab8b1-894c-409a-b240-bd8beae78896';
const USER = '550fae72-d251-43ec-868c-373732c2704f';
const APP = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const PARTICIPANT = 'd556b432-3091-42c8-9902-c528a7abfe67';
const OPERATION = '0fe0623f-d628-42ed-b4bd-8ac290072cc5';

const call = (state: string, more: object = {}) => ({ type: 'call', callId: CALL, state, ...more });
const meetingData = { type: 'meetingData', callId: CALL };
const operation = (status: string, more: object = {}) => ({
  type: 'operation',
  callId: CALL,
  operationId: OPERATION,
  clientContext: 'escalation-1',
  status,
  ...more,
});
const people = (participants: object[], more: object = {}) => ({ ...roster, callId: CALL, participants, ...more });
const here = listed(user(USER), PARTICIPANT);

/** What each shape says, without the time; and how many of its items say nothing. */
const SHAPES: Record<string, { events: object[]; ignored?: number }> = {
  'batch-empty': { events: [] },
  'batch-of-several': { events: [call('established'), people([here]), operation('completed')], ignored: 3 },
  'call-extras-established-again': { events: [call('established'), meetingData] },
  'call-in-array': { events: [call('established')] },
  'call-property-without-state': { events: [], ignored: 1 },
  'call-state-2018': { events: [call('established')] },
  'call-states': {
    events: ['establishing', 'established', 'established', 'established', 'incoming', 'established'].map((state) => call(state)),
    ignored: 1,
  },
  capitals: { events: [call('establishing'), call('terminated', { deleted: true })] },
  'content-sharing': { events: [], ignored: 1 },
  'end-deleted-with-state': {
    events: [call('terminated', { deleted: true, resultInfo: { code: 200, subcode: 4521, message: 'The other side hung up.' } })],
  },
  'end-deleted-without-data': { events: [call('terminated', { deleted: true })] },
  'end-updated-with-reason': {
    events: [
      call('terminated', {
        resultInfo: { code: 500, subcode: 7106, message: 'Server error', terminationReason: 'CallTerminated' },
      }),
    ],
  },
  'envelope-without-types': { events: [call('established')] },
  'incoming-encrypted': { events: [call('incoming')] },
  'incoming-phone': { events: [call('incoming')] },
  'incoming-resource-account': { events: [call('incoming')] },
  'incoming-without-source': { events: [call('incoming')] },
  'operation-comms': { events: [operation('completed')] },
  'operation-idle': { events: [operation('running')] },
  'operation-null-status': { events: [operation('running')] },
  'operation-of-media': { events: [], ignored: 1 },
  'operation-under-participants': {
    events: [{ type: 'operation', callId: CALL, clientContext: 'escalation-1', status: 'completed' }],
  },
  'participant-deleted': { events: [people([{ ...here, left: true }], { extent: 'delta' })] },
  'participant-single': { events: [people([here], { extent: 'delta' })] },
  'result-info-as-text': { events: [operation('failed', { resultInfo: { code: 487, subcode: 10024, message: 'declined' } })] },
  'result-info-subcode-in-words': { events: [call('terminated', { resultInfo: { code: 0 } })] },
  'roster-delta': {
    events: [people([{ ...here, left: true }, listed(app(APP), PARTICIPANT)], { extent: 'delta', sequenceNumber: 14 })],
  },
  'roster-empty': { events: [people([])] },
  'roster-identity-null-id': { events: [people([{ ...app(USER.toUpperCase()), muted: false }])] },
  'roster-lobby-and-numbers': {
    events: [people([{ ...here, inLobby: true }, listed(app(APP), PARTICIPANT)], { sequenceNumber: 12 })],
  },
  'roster-under-operations': { events: [people([here])] },
  'roster-user-preferred': { events: [people([user(USER), listed({ ...user('guest-1'), kind: 'guest' }, PARTICIPANT)])] },
  'url-absolute': { events: [{ ...call('established'), callId: CALL.toUpperCase() }] },
  'url-missing-odata-id': { events: [call('established')] },
  'url-only-resource-2018': { events: [call('establishing')] },
  'url-unusable-id-in-data': { events: [call('established')] },
};

describe('the notifications of the seed', () => {
  it('are all listed here', () => {
    expect(fixtureNames('seed')).toEqual(Object.keys(SEED).map((name) => `seed/${name}`));
  });

  it.each(Object.entries(SEED))('%s', (name, event) => {
    const { events, ignored } = read(`seed/${name}`);
    expect(events).toEqual([{ ...event, at: AT }]);
    expect(ignored).toBe(0);
  });

  it('announce the caller and the bot', () => {
    expect(read('seed/replace-01-p2p-incoming').incoming).toEqual([
      { callId: SEED_P2P, at: AT, caller: { id: SEED_CALLER }, sourceKinds: ['user'], targetIds: [SEED_CALLER] },
    ]);
  });
});

describe('the shapes of Graph §5', () => {
  it('are all listed here, but the legacy one, which is no batch', () => {
    const names = Object.keys(SHAPES).map((name) => `shapes/${name}`);
    expect(fixtureNames('shapes')).toEqual([...names, 'shapes/legacy'].sort());
  });

  it.each(Object.entries(SHAPES))('%s', (name, { events, ignored = 0 }) => {
    const said = read(`shapes/${name}`);
    expect(said.events).toEqual(events.map((event) => ({ ...event, at: AT })));
    expect(said.ignored).toBe(ignored);
  });

  it.each([
    ['incoming-resource-account', { id: USER, tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47' }, ['user']],
    ['incoming-phone', undefined, ['phone']],
    ['incoming-encrypted', undefined, ['encrypted']],
    ['incoming-without-source', undefined, []],
  ])('%s: who calls', (name, caller, sourceKinds) => {
    const [incoming] = read(`shapes/${name}`).incoming;
    expect(incoming?.caller).toEqual(caller);
    expect(incoming?.sourceKinds).toEqual(sourceKinds);
  });

  it('name a resource account as target', () => {
    expect(read('shapes/incoming-resource-account').incoming[0]?.targetIds).toEqual(['11111111-2222-4333-8444-555555555555']);
  });

  it('announce no call that is redirected, goes out, or is over', () => {
    const announced = [
      { changeType: 'updated', state: 'redirecting' },
      { changeType: 'created', state: 'incoming', direction: 'outgoing' },
      { changeType: 'deleted', state: 'incoming' },
    ].map(({ changeType, ...resourceData }) => ({ changeType, resourceUrl: `/communications/calls/${CALL}`, resourceData }));
    expect(readNotifications(announced, AT).incoming).toEqual([]);
  });

  it('hold no names, tokens or media', () => {
    const events = fixtureNames('shapes')
      .filter((name) => name !== 'shapes/legacy')
      .flatMap((name) => read(name).events);
    expect(JSON.stringify(events)).not.toMatch(/displayName|Heidi|token|mediaStreams/);
  });
});
