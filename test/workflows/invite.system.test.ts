import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

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
    const ran = await runCall(system, faults);
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', ...more });
    expect(ran.count('invite')).toBe(invites);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
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
    const ran = await runCall(system, faults);
    expect(await ran.result()).toMatchObject({ outcome: 'notEscalated', p2pCall: 'kept', ...reason });
    expect(ran.count('invite')).toBe(invites);
    expect(ran.alive()).toEqual({ p2p: [ran.call.id], multiparty: [] });
  });

  it('refused for good: the run fails, and tidies up', async () => {
    const body = { error: { code: '7504', message: 'Insufficient enterprise tenant permissions.' } };
    const ran = await runCall(system, [{ request: 'invite', do: 'reply', status: 403, body, times: 'always' }]);
    await expect(ran.result()).rejects.toMatchObject({
      cause: { type: 'PermissionMissing', details: [{ during: 'inviting', p2pCall: 'kept' }] },
    });
    expect(ran.alive()).toEqual({ p2p: [ran.call.id], multiparty: [] });
  });
});

describe('a cancellation', () => {
  it('before the invite tidies up and keeps the P2P call', async () => {
    const ran = await runCall(system, [{ leg: 'multiparty', do: 'neverEstablish', times: 'always' }]);
    await system.simulator.waitFor('the multiparty leg', () => ran.legs().length === 2);
    await ran.call.handle.cancel();
    await expect(ran.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(ran.count('createCall')).toBe(1);
    expect(ran.alive()).toEqual({ p2p: [ran.call.id], multiparty: [] });
    expect(await ran.call.snapshot()).toMatchObject({ status: 'cancelled' });
  });

  it('during the move is held back: the caller is escalated', async () => {
    const ran = await runCall(system, [{ notification: 'operation', do: 'delay', ms: 200 }], { policy: { leaveAfter: 60_000 } });
    await system.simulator.waitFor('the invite', () => ran.count('invite') === 1);
    await ran.call.handle.cancel();
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});
