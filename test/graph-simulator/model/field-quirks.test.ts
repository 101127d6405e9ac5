import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../faults/fault.ts';
import type { Quirk } from '../faults/kinds.ts';
import { at } from '../testing/at.ts';
import { participantsIn } from '../testing/seed.ts';
import { CALLER, legOf, SECOND, teamsWith } from '../testing/teams-in-virtual-time.ts';
import { BOT_INSTANCE } from './bot-identity.ts';
import type { Settings } from './settings.ts';

/** What the kinds of one flow, to the end of the replacement, carry under a quirk. */
function flow(quirk: Quirk, settings: Partial<Settings> = {}) {
  const teams = teamsWith([{ quirk }], settings);
  const { p2p, multiparty } = teams.upToInvite();
  teams.world.run(5 * SECOND);
  const dataOf = (kind: string, callId: string) =>
    teams.all.filter((one) => one.kind === kind && one.callId === callId).map(({ body }) => at(body, 'value', 0, 'resourceData'));
  return { teams, p2p, multiparty, dataOf };
}

describe('what the field reports besides', () => {
  it('established twice, the second time with the media state', () => {
    const { p2p, multiparty, dataOf } = flow('establishedTwice');
    for (const told of [dataOf('p2p established', p2p), dataOf('multiparty established', multiparty)]) {
      expect(told.map((data) => at(data, 'state'))).toEqual(['established', 'established']);
      expect(told.map((data) => at(data, 'mediaState'))).toEqual([undefined, { audio: 'active' }]);
    }
  });

  it('chatInfo first, the meeting token later; the call itself has both then', () => {
    const { p2p, teams, dataOf } = flow('meetingDataInParts');
    const told = dataOf('p2p established', p2p);
    const has = (name: string) => told.map((data) => at(data, name) !== undefined);
    expect(has('chatInfo')).toEqual([false, true, false]);
    expect(has('meetingInfo')).toEqual([false, false, true]);
    expect(at(told[2], 'meetingInfo', 'token')).toEqual(expect.any(String));
    expect(legOf(teams, p2p)?.described).toMatchObject({ chatInfo: {}, meetingInfo: {} });
  });

  it("a roster of caller and bot under the P2P call's path, and no roster is to be read there", () => {
    const teams = teamsWith([{ quirk: 'rosterOfTwoUnderP2P' }]);
    const p2p = teams.call();
    teams.answer(p2p);
    teams.world.run(SECOND);
    const [roster] = teams.all.filter(({ kind }) => kind === 'roster');
    expect(at(roster?.body, 'value', 0, 'resourceUrl')).toBe(`/communications/calls/${p2p}/participants`);
    const people = at(roster?.body, 'value', 0, 'resourceData');
    const idsOf = (kind: string) => [people].flat().flatMap((one) => at(one, 'info', 'identity', kind, 'id') ?? []);
    expect([idsOf('application'), idsOf('user')]).toEqual([['app'], [CALLER]]);
    expect(participantsIn(teams.ask({ kind: 'getParticipants', callId: p2p }).body)).toEqual([]);
  });

  it('nothing of it for a call that has ended by then', () => {
    const quirks = ['establishedTwice', 'meetingDataInParts', 'rosterOfTwoUnderP2P'] as const;
    const teams = teamsWith([...quirks.map((quirk): FaultInput => ({ quirk })), { caller: 'hangsUp', at: 'p2p established' }]);
    teams.answer(teams.call());
    teams.world.run(5 * SECOND);
    expect(teams.all.at(-1)?.kind).toBe('p2p deleted');
  });
});

describe('rosters', () => {
  it('without sequence numbers, neither notified, full or delta, nor asked for', () => {
    const { teams, multiparty, dataOf } = flow('rosterWithoutNumbers', { rosterForm: 'full' });
    const numbered = (body: unknown) => JSON.stringify(body).includes('equenceNumber');
    expect(dataOf('roster', multiparty).map(numbered)).toEqual([false, false]);
    expect(numbered(teams.ask({ kind: 'getParticipants', callId: multiparty }).body)).toBe(false);

    const { callId } = teams.create({ callOptions: { isDeltaRosterEnabled: true } });
    teams.world.run(SECOND);
    expect(numbered(teams.all.findLast((one) => one.callId === callId)?.body)).toBe(false);
    expect(numbered(flow('establishedTwice', { rosterForm: 'full' }).dataOf('roster', multiparty))).toBe(true);
  });

  it("list the bot as applicationInstance, under an id that is not the app's", () => {
    const { teams, multiparty, dataOf } = flow('botAsInstance');
    const rosters = [...dataOf('roster', multiparty), teams.ask({ kind: 'getParticipants', callId: multiparty }).body];
    for (const roster of rosters) {
      expect(JSON.stringify(roster)).toContain('"applicationInstance":{');
      expect(JSON.stringify(roster)).toContain(`"id":"${BOT_INSTANCE}"`);
      expect(JSON.stringify(roster)).not.toContain('"app"');
    }
  });
});

describe('one deleted with 200/5002', () => {
  const ended = { state: 'terminated', resultInfo: { code: 200, subcode: 5002 } };

  it.each(['answering', 'p2p established'] as const)('for a caller who hangs up at %s', (step) => {
    const teams = teamsWith([{ quirk: 'hangUpSays5002' }, { caller: 'hangsUp', at: step }]);
    const p2p = teams.call();
    teams.answer(p2p);
    teams.world.run(5 * SECOND);
    const ends = teams.all.filter(({ kind }) => kind === 'p2p deleted' || kind === 'p2p terminated');
    expect(ends.map(({ body }) => at(body, 'value', 0, 'changeType'))).toEqual(['deleted']);
    expect(at(ends[0]?.body, 'value', 0, 'resourceData')).toMatchObject(ended);
    expect(legOf(teams, p2p)?.end).toMatchObject({ by: 'caller' });
  });

  it('not for one who hangs up before the answer', () => {
    const teams = teamsWith([{ quirk: 'hangUpSays5002' }, { caller: 'hangsUp', at: 'ringing' }]);
    teams.call();
    teams.world.run(SECOND);
    expect(at(teams.all.at(-1)?.body, 'value', 0, 'resourceData', 'resultInfo', 'code')).toBe(487);
  });

  it('for a replaced P2P leg, in place of terminated and deleted', () => {
    const { teams, p2p, dataOf } = flow('replacedSays5002');
    expect(dataOf('p2p terminated', p2p)).toEqual([]);
    expect(dataOf('p2p deleted', p2p)).toMatchObject([ended]);
    expect(legOf(teams, p2p)?.end).toMatchObject({ by: 'replacement' });
  });
});
