import { describe, expect, it } from 'vitest';
import { readRoster } from '../../../../activities/graph/read/roster.ts';

const at = '2026-11-23T10:00:00Z';
const read = (identity: object) => readRoster([{ id: 'participant-1', info: { identity } }], { callId: 'c', at });

it('a participant on the phone goes by the id of the participant: the number never leaves the reader', () => {
  const participant = {
    id: 'participant-1',
    isInLobby: false,
    info: { identity: { user: null, phone: { id: '+491701234567', displayName: 'Anna' } } },
  };
  const events = readRoster([participant], { callId: 'c', at });
  const entry = { id: 'participant-1', kind: 'phone', participantId: 'participant-1', inLobby: false };
  expect(events).toMatchObject([{ participants: [entry] }]);
  expect(JSON.stringify(events)).not.toMatch(/\+49|Anna/);
});

it.each(['+491701234567', 'tel:+491701234567', 'sip:+491701234567@x', '4:+491701234567'])(
  'nor by another kind of identity that repeats it: %s',
  (id) => {
    const events = read({ assertedIdentity: { id, displayName: 'Anna' } });
    expect(events).toMatchObject([{ participants: [{ id: 'participant-1', kind: 'other' }] }]);
    expect(JSON.stringify(events)).not.toMatch(/\+49|Anna/);
  },
);

describe('whom a roster means', () => {
  it.each([
    ['user', { application: { id: 'a' }, user: { id: 'u' } }, { id: 'u', kind: 'user' }],
    ['application', { application: { id: 'a' } }, { id: 'a', kind: 'application' }],
    ['resource account', { applicationInstance: { id: 'a' } }, { id: 'a', kind: 'application' }],
    ['guest', { guest: { id: 'g' } }, { id: 'g', kind: 'guest' }],
    ['guest without an id', { guest: { id: null, displayName: 'Anna' } }, { id: 'participant-1', kind: 'guest' }],
    ['anything else', { encrypted: { id: 'e' } }, { id: 'e', kind: 'other' }],
  ])('%s', (_, identity, entry) => {
    expect(read(identity)).toMatchObject([{ participants: [{ ...entry, participantId: 'participant-1' }] }]);
  });

  it('nobody who has neither an identity nor an id of their own', () => {
    expect(readRoster([{ info: { identity: { guest: { id: null } } } }], { callId: 'c', at })).toMatchObject([
      { participants: [] },
    ]);
  });
});
