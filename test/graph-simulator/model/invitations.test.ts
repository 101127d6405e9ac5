import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../faults/fault.ts';
import { CALLER, legOf, resultOf, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

describe('invitations that go otherwise', () => {
  const ends: [string, FaultInput, string, boolean][] = [
    ['declined', { invite: 'declined' }, '"code":487,"subcode":10024', false],
    ['declined with 603', { invite: 'declined', code: 603 }, '"code":603,"subcode":0', false],
    ['failed', { invite: 'failed' }, '"code":500,"subcode":0', false],
    ['taken elsewhere', { invite: 'takenElsewhere' }, '"code":487,"subcode":10003', true],
  ];
  it.each(ends)('%s', (_, fault, result, isMoved) => {
    const teams = teamsWith([fault]);
    const { p2p } = teams.upToInvite();
    teams.world.run(10 * SECOND);
    expect(teams.kinds()[0]).toBe('operation');
    expect(resultOf(teams.sent[0])).toContain(result);
    expect(resultOf(teams.sent[0])).toContain('"status":"failed"');
    expect(usersIn(teams)).toEqual(isMoved ? [CALLER] : []);
    expect(legOf(teams, p2p)?.state).toBe(isMoved ? 'terminated' : 'established');
  });

  it.each([
    ['replacesCallIdBareOnly', (id: string) => `/communications/calls/${id}`, 'failed'],
    ['replacesCallIdBareOnly', (id: string) => id, 'completed'],
    ['replacesCallIdPathOnly', (id: string) => id, 'failed'],
    ['replacesCallIdPathOnly', (id: string) => `/communications/calls/${id}`, 'completed'],
  ] as const)('%s (%#): %s', (quirk, form, status) => {
    const teams = teamsWith([{ quirk }]);
    teams.upToInvite(form);
    teams.world.run(3 * SECOND);
    expect(resultOf(teams.sent[0])).toContain(`"status":"${status}"`);
  });

  it('fails when the caller has hung up meanwhile', () => {
    const teams = teamsWith([{ caller: 'hangsUp', at: 'inviting' }]);
    teams.upToInvite();
    teams.world.run(3 * SECOND);
    expect(teams.kinds()).toEqual(['p2p deleted', 'operation']);
    expect(usersIn(teams)).toEqual([]);
  });

  it('puts the caller into the lobby and admits him later', () => {
    const teams = teamsWith([{ lobby: 'caller', admittedAfterMs: 5 * SECOND }]);
    teams.upToInvite();
    teams.world.run(3 * SECOND);
    expect(resultOf(teams.sent.find(({ kind }) => kind === 'roster'))).toContain('"isInLobby":true');
    teams.world.run(5 * SECOND);
    expect(resultOf(teams.sent.findLast(({ kind }) => kind === 'roster'))).not.toContain('isInLobby');
  });

  it('keeps the P2P leg alive, or the roster silent, where scripted', () => {
    const survivor = teamsWith([{ leg: 'p2p', do: 'surviveReplacement' }]);
    const { p2p } = survivor.upToInvite();
    survivor.world.run(5 * SECOND);
    expect(legOf(survivor, p2p)?.state).toBe('established');
    const silent = teamsWith([{ quirk: 'rosterHidesCaller' }]);
    const { multiparty } = silent.upToInvite();
    silent.world.run(5 * SECOND);
    expect(JSON.stringify(silent.ask({ kind: 'getParticipants', callId: multiparty }).body)).not.toContain(CALLER);
  });
});
