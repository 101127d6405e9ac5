import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { playCall } from './play-call.ts';

describe('the caller is moved', () => {
  it.each<[string, FaultInput[], number, object]>([
    ['though the response was lost', [{ request: 'invite', do: 'loseResponse' }], 1, {}],
    ['though the response hangs', [{ request: 'invite', do: 'loseResponse', how: 'hang' }], 1, {}],
    ['after the invite was throttled', [{ request: 'invite', do: 'reply', status: 429, retryAfter: '0.128' }], 2, {}],
    ['after the first invite failed', [{ invite: 'failed', code: 500, subcode: 0 }], 2, {}],
    ['by the bare form only', [{ quirk: 'replacesCallIdBareOnly' }], 1, {}],
    ['by the path form only', [{ quirk: 'replacesCallIdPathOnly' }], 2, {}],
    ['though the invite ended with "taken elsewhere"', [{ invite: 'takenElsewhere' }], 1, {}],
    ['though both legs stay up: the P2P leg is hung up', [{ leg: 'p2p', do: 'surviveReplacement' }], 1, {}],
    ['into the lobby, and admitted', [{ lobby: 'caller', admittedAfterMs: 200 }], 1, {}],
    ['into the lobby, and left there', [{ lobby: 'caller' }], 1, { inLobby: true }],
    ['and no roster ever says so', [{ quirk: 'rosterHidesCaller' }], 1, { unconfirmed: 'roster' }],
    ["and the roster comes under the P2P call's path", [{ quirk: 'rosterUnderP2P' }], 1, {}],
    ['and stands in the roster as an application', [{ quirk: 'userUnderApplication' }], 1, {}],
    ['and operations cannot be read', [{ quirk: 'operationsVanish' }], 1, {}],
  ])('%s', async (_, faults, invites, more) => {
    const ran = await playCall(faults);
    expect(ran.result()).toMatchObject({ outcome: 'escalated', ...more });
    expect(ran.count('invite')).toBe(invites);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });
});

describe('the caller is not moved, and keeps the P2P call', () => {
  it.each<[string, FaultInput[], number, object]>([
    ['declined', [{ invite: 'declined' }], 1, { reason: 'inviteDeclined', resultInfo: { code: 487, subcode: 10024 } }],
    ['unanswered', [{ invite: 'unanswered' }], 1, { reason: 'inviteUnanswered' }],
    ['failed twice', [{ invite: 'failed', code: 500, subcode: 0, times: 'always' }], 2, { reason: 'inviteFailed' }],
    ['failed for good', [{ invite: 'failed', code: 403, subcode: 0 }], 1, { reason: 'inviteFailed' }],
    ['never reported, never seen', [{ invite: 'unanswered', afterMs: 60_000 }], 1, { reason: 'timedOut' }],
    [
      'our own leg fails meanwhile',
      [{ invite: 'unanswered' }, { leg: 'multiparty', do: 'end', at: 'inviting', code: 500, subcode: 7117 }],
      1,
      { reason: 'multipartyCallFailed' },
    ],
    [
      'somebody ends the meeting meanwhile',
      [{ invite: 'unanswered' }, { leg: 'multiparty', do: 'end', at: 'inviting', code: 200, subcode: 5001 }],
      1,
      { reason: 'multipartyCallEnded' },
    ],
  ])('%s', async (_, faults, invites, reason) => {
    const ran = await playCall(faults);
    expect(ran.result()).toMatchObject({ outcome: 'notEscalated', p2pCall: 'kept', ...reason });
    expect(ran.count('invite')).toBe(invites);
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });

  it('refused for good: the run fails, and tidies up', async () => {
    const body = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };
    const ran = await playCall([{ request: 'invite', do: 'reply', status: 403, body, times: 'always' }]);
    expect(ran.ending).toMatchObject({
      failure: { type: 'PermissionMissing', details: [{ during: 'inviting', p2pCall: 'kept' }] },
    });
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
  });
});

describe('a cancellation', () => {
  it('before the invite tidies up and keeps the P2P call', async () => {
    const ran = await playCall([{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }], { cancelAt: 300 });
    expect(ran.ending).toMatchObject({ failure: { name: 'CancelledFailure' } });
    expect(ran.count('createCall')).toBe(1);
    expect(ran.alive).toEqual({ p2p: [ran.p2pCallId], multiparty: [] });
    expect(ran.snapshot).toMatchObject({ status: 'cancelled' });
  });

  it('during the move is held back: the caller is escalated, and the bot leaves at once', async () => {
    const ran = await playCall([{ notification: 'operation', do: 'delay', ms: 2_000 }], {
      policy: { leaveAfter: 60_000 },
      cancelAt: 1_000,
    });
    expect(ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.closedAt - ran.startedAt).toBeLessThan(10_000);
    expect(ran.alive).toEqual({ p2p: [], multiparty: [] });
  });
});
