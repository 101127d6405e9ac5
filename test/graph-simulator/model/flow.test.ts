import { describe, expect, it } from 'vitest';
import { CALLER, resultOf, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

describe('the flow of the seed', () => {
  it('notifies in its order, on the addresses that the requests named', () => {
    const teams = teamsWith();
    const p2p = teams.call();
    expect(teams.answer(p2p)).toEqual({ status: 202 });
    teams.world.run(SECOND);
    const created = teams.create();
    expect(created).toMatchObject({
      status: 201,
      location: `/communications/calls/${created.callId}`,
      body: { state: 'establishing' },
    });
    teams.world.run(SECOND);
    expect(teams.invite(created.callId, `/communications/calls/${p2p}`)).toMatchObject({
      status: 200,
      body: { status: 'Running' },
    });
    teams.world.run(3 * SECOND);
    expect(teams.sent.map(({ kind, url }) => `${kind} → ${url}`)).toEqual([
      'incoming → https://bot.example.com/api/calls',
      'p2p establishing → https://bot.example.com/p',
      'p2p established → https://bot.example.com/p',
      'multiparty establishing → https://bot.example.com/m',
      'multiparty established → https://bot.example.com/m',
      'roster → https://bot.example.com/m',
      'operation → https://bot.example.com/m',
      'roster → https://bot.example.com/m',
      'p2p terminated → https://bot.example.com/p',
      'p2p deleted → https://bot.example.com/p',
    ]);
  });

  it('leaves the caller in the meeting after the bot has left', () => {
    const teams = teamsWith();
    const { multiparty } = teams.upToInvite();
    teams.world.run(3 * SECOND);
    expect(teams.ask({ kind: 'delete', callId: multiparty })).toEqual({ status: 204 });
    teams.world.run(SECOND);
    expect(usersIn(teams)).toEqual([CALLER]);
    expect(teams.kinds().slice(-2)).toEqual(['multiparty terminating', 'multiparty deleted']);
    expect(resultOf(teams.sent.at(-1))).toContain('"code":200,"subcode":7000');
    expect(teams.legs().filter(({ state }) => state !== 'terminated')).toEqual([]);
  });

  it('throws the caller out with the bot where the conversation is not allowed without host', () => {
    const teams = teamsWith();
    const p2p = teams.call();
    teams.answer(p2p);
    const { callId } = teams.create({ meetingInfo: { organizer: { user: { id: 'o' } } } });
    teams.world.run(SECOND);
    teams.invite(callId, p2p);
    teams.world.run(3 * SECOND);
    expect(usersIn(teams)).toEqual([CALLER]);
    teams.ask({ kind: 'delete', callId });
    teams.world.run(SECOND);
    expect(usersIn(teams)).toEqual([]);
  });
});
