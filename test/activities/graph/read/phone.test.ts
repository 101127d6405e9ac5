import { expect, it } from 'vitest';
import { readRoster } from '../../../../activities/graph/read/roster.ts';

it('a participant on the phone goes by the id of the participant: the number never leaves the reader', () => {
  const participant = {
    id: 'participant-1',
    isInLobby: false,
    info: { identity: { user: null, phone: { id: '+491701234567', displayName: 'Anna' } } },
  };
  const events = readRoster([participant], { callId: 'c', at: '2026-11-23T10:00:00Z' });
  expect(events).toMatchObject([{ participants: [{ id: 'participant-1', inLobby: false }] }]);
  expect(JSON.stringify(events)).not.toContain('+49');
});
