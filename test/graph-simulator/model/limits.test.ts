import { describe, expect, it } from 'vitest';
import { containing } from '../../support/matchers.ts';
import { CALLER, legOf, resultOf, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

describe('limits', () => {
  it('ends an unanswered call after 15 s, and finds it no more', () => {
    const teams = teamsWith();
    const p2p = teams.call();
    teams.world.run(14_999);
    expect(legOf(teams, p2p)?.state).toBe('incoming');
    teams.world.run(1);
    expect(teams.answer(p2p)).toMatchObject({ status: 404, body: { error: { code: '8522' } } });
    expect(resultOf(teams.sent.at(-1))).toContain('"code":408,"subcode":8544');
  });

  it('ends a leg 45 minutes after its last keepAlive', () => {
    const teams = teamsWith();
    const { callId } = teams.create();
    teams.world.run(40 * 60 * SECOND);
    expect(teams.ask({ kind: 'keepAlive', callId })).toEqual({ status: 200 });
    teams.world.run(40 * 60 * SECOND);
    expect(legOf(teams, callId)?.state).toBe('established');
    teams.world.run(5 * 60 * SECOND);
    expect(legOf(teams, callId)?.end).toMatchObject({ by: 'teams', resultInfo: { code: 408, subcode: 8537 } });
  });

  it('lets an unanswered invitation ring for a minute; the P2P leg lives on', () => {
    const teams = teamsWith([{ invite: 'unanswered' }]);
    const { p2p } = teams.upToInvite();
    teams.world.run(59 * SECOND);
    expect(teams.sent).toEqual([]);
    teams.world.run(SECOND);
    expect(resultOf(teams.sent[0])).toContain('"code":487,"subcode":10004');
    expect(legOf(teams, p2p)?.state).toBe('established');
  });

  it('takes 100 legs at once, and one less after one has ended', () => {
    const teams = teamsWith();
    const ids = Array.from(
      { length: 100 },
      (_, i) => teams.create({ chatInfo: { threadId: `19:meeting_${i}@thread.v2` } }).callId,
    );
    expect(teams.create()).toMatchObject({ status: 403, body: { error: { message: containing('concurrent') } } });
    teams.ask({ kind: 'delete', callId: ids[0] ?? '' });
    teams.world.run(SECOND);
    expect(teams.create().status).toBe(201);
  });

  it('refuses the leg past the month', () => {
    const teams = teamsWith([], { monthlyCalls: 1 });
    expect(teams.create().status).toBe(201);
    expect(teams.create()).toMatchObject({ status: 403, body: { error: { message: containing('monthly') } } });
  });

  it('takes five invitees, and with replacesCallId reads the first only', () => {
    const teams = teamsWith();
    const others = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ identity: { user: { id } } }));
    const { multiparty, p2p } = teams.upToInvite();
    teams.world.run(3 * SECOND);
    expect(teams.invite(multiparty, undefined, others).status).toBe(400);
    expect(teams.invite(multiparty, undefined, others.slice(1)).status).toBe(200);
    const second = teamsWith();
    const again = second.upToInvite();
    expect(second.invite(again.multiparty, again.p2p, others).body).toMatchObject({
      participants: [{ replacesCallId: again.p2p }],
    });
    second.world.run(3 * SECOND);
    expect(new Set(usersIn(second))).toEqual(new Set([CALLER]));
    expect(p2p).not.toBe('');
  });
});
