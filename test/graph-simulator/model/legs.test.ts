import { describe, expect, it } from 'vitest';
import { CALLER, CREATE, legOf, SECOND, teamsWith } from '../testing/teams-in-virtual-time.ts';

describe('legs that go otherwise', () => {
  it('never establishes, and is given up with 500/7117', () => {
    const teams = teamsWith([{ leg: 'multiparty', do: 'neverEstablish' }]);
    const { callId } = teams.create();
    teams.world.run(59 * SECOND);
    expect(teams.kinds()).toEqual(['multiparty establishing']);
    teams.world.run(SECOND);
    expect(legOf(teams, callId)?.end).toMatchObject({ resultInfo: { code: 500, subcode: 7117 } });
    expect(teams.kinds().at(-1)).toBe('multiparty deleted');
  });

  it('waits in the lobby and sees only itself', () => {
    const teams = teamsWith([{ lobby: 'bot', nth: 2 }]);
    teams.create();
    const { callId } = teams.create();
    teams.world.run(2 * SECOND);
    expect(teams.ask({ kind: 'getParticipants', callId }).body).toMatchObject({ value: [{ isInLobby: true }] });
    expect(teams.invite(callId).status).toBe(400);
  });

  it.each([
    ['ringing', true, ['incoming', 'p2p deleted']],
    ['ringing', false, ['incoming']],
    ['answering', true, ['incoming', 'p2p deleted']],
    ['p2p established', true, ['incoming', 'p2p establishing', 'p2p established', 'p2p deleted']],
    ['p2p established', false, ['incoming', 'p2p establishing', 'p2p established']],
  ] as const)('a caller who hangs up at %s, told: %s', (at, told, kinds) => {
    const teams = teamsWith([{ caller: 'hangsUp', at, told }]);
    const callId = teams.call();
    if (at === 'ringing') teams.world.run(0);
    else teams.answer(callId);
    teams.world.run(SECOND);
    expect(teams.kinds()).toEqual(kinds);
    expect(legOf(teams, callId)?.end).toMatchObject({ by: 'caller', told });
    expect(teams.ask({ kind: 'getCall', callId }).status).toBe(404);
  });

  it('ends a multiparty leg at a step with the scripted code', () => {
    const teams = teamsWith([{ leg: 'multiparty', do: 'end', at: 'inviting', code: 200, subcode: 5000 }]);
    const { multiparty } = teams.upToInvite();
    teams.world.run(SECOND);
    expect(teams.kinds()).toEqual(['multiparty deleted']);
    expect(legOf(teams, multiparty)?.end?.resultInfo).toEqual({ code: 200, subcode: 5000 });
  });

  it('a group call without a meeting ends when one is left', () => {
    const teams = teamsWith();
    const { chatInfo: _, meetingInfo: __, ...group } = CREATE;
    const reply = teams.ask({ kind: 'createCall', body: { ...group, targets: [{ identity: { user: { id: CALLER } } }] } });
    const callId = String(reply.body?.id);
    teams.world.run(3 * SECOND);
    const person = teams.meetings()[0]?.participants.find(({ identity }) => identity.id === CALLER);
    expect(teams.ask({ kind: 'deleteParticipant', callId, participantId: person?.id ?? '' })).toEqual({ status: 204 });
    expect(legOf(teams, callId)?.end?.resultInfo).toMatchObject({ code: 200, subcode: 5010 });
  });
});
