import { describe, expect, it } from 'vitest';
import { PERSON_KINDS } from '../faults/meeting-event.ts';
import { STAYING_FAULTS } from '../faults/staying-faults.ts';
import { resourceErrors } from '../schema/schema.ts';
import { at } from '../testing/at.ts';
import { participantsIn } from '../testing/seed.ts';
import { CALLER, SECOND, teamsWith } from '../testing/teams-in-virtual-time.ts';
import { ALL_FORMS } from './forms.ts';

type Told = ReturnType<typeof teamsWith>['sent'][number];
const dataOf = ({ body }: Told) => [at(body, 'value', 0, 'resourceData')].flat();

/** As GET has it, in short. */
function rosterOf(teams: ReturnType<typeof teamsWith>, callId: string) {
  return participantsIn(teams.ask({ kind: 'getParticipants', callId }).body).map((one) => ({
    kind: Object.keys(at(one, 'info', 'identity') as object).find((name) => !name.startsWith('@')),
    id: one.id,
    lobby: at(one, 'isInLobby'),
    muted: at(one, 'isMuted'),
    direction: at(one, 'mediaStreams', 0, 'direction'),
    number: at(one, 'rosterSequenceNumber'),
  }));
}

describe('people who come and go by themselves', () => {
  it.each(ALL_FORMS.rosterForm)('are told of in rosters of the form %s, and read by GET', (rosterForm) => {
    const teams = teamsWith([], { rosterForm });
    const callId = teams.stay();
    const changes = [
      () => teams.inMeeting(callId, { do: 'join', person: { id: 'u' }, inLobby: true }),
      () => teams.inMeeting(callId, { do: 'admit', who: 'u' }),
      () => teams.inMeeting(callId, { do: 'mute', who: 'U' }),
      () => teams.inMeeting(callId, { do: 'hold', who: 'u' }),
    ];
    const seen = changes.map((act) => {
      expect(act()?.participantIds.length).toBe(1);
      teams.world.run(SECOND);
      const { lobby, muted, direction } = rosterOf(teams, callId)[1] ?? {};
      return [lobby, muted, direction];
    });
    expect(seen).toEqual([
      [true, false, 'sendReceive'],
      [false, false, 'sendReceive'],
      [false, true, 'sendReceive'],
      [false, true, 'inactive'],
    ]);
    teams.inMeeting(callId, { do: 'unmute', who: 'u' });
    teams.inMeeting(callId, { do: 'resume', who: 'u' });
    teams.world.run(SECOND);
    expect(rosterOf(teams, callId)[1]).toMatchObject({ muted: false, direction: 'sendReceive' });
    teams.inMeeting(callId, { do: 'leave', who: 'u' });
    teams.world.run(SECOND);
    expect(rosterOf(teams, callId).length).toBe(1);
    expect(teams.kinds()).toEqual(Array(7).fill('roster'));
    for (const participant of teams.sent.flatMap(dataOf)) expect(resourceErrors(participant)).toEqual([]);
  });

  it.each(PERSON_KINDS)('may be of the kind %s', (kind) => {
    const teams = teamsWith([], { rosterForm: 'full' });
    const callId = teams.stay();
    const joined = teams.inMeeting(callId, { do: 'join', person: { kind, id: '+15550100' } });
    teams.world.run(SECOND);
    const listed = kind === 'other' ? 'encrypted' : kind;
    expect(rosterOf(teams, callId)[1]).toMatchObject({ kind: listed, id: joined?.participantIds[0], number: 2 });
    const told = teams.sent.flatMap(dataOf).find((one) => at(one, 'id') === joined?.participantIds[0]);
    expect(at(told, 'info', 'identity', listed, 'id')).toBe('+15550100');
    expect(resourceErrors(told)).toEqual([]);
  });

  it('are turned away from the lobby; nobody else can be', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    teams.inMeeting(callId, { do: 'join', person: { id: 'u' } });
    teams.inMeeting(callId, { do: 'join', person: { id: 'v' }, inLobby: true });
    expect(teams.inMeeting(callId, { do: 'reject', who: 'u' })).toBeUndefined();
    expect(teams.inMeeting(callId, { do: 'reject', who: 'v' })).toBeDefined();
    expect(rosterOf(teams, callId).length).toBe(2);
  });

  it('admit the bot', () => {
    const teams = teamsWith([{ lobby: 'bot' }]);
    const callId = teams.stay();
    expect(teams.ring(callId, 'a').status).toBe(400);
    expect(teams.inMeeting(callId, { do: 'admit', who: 'bot' })).toBeDefined();
    expect(teams.ring(callId, 'a').status).toBe(200);
  });

  it('are nobody where there is no meeting, or nobody of that name', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    expect(teams.inMeeting('nowhere', { do: 'end' })).toBeUndefined();
    expect(teams.inMeeting(teams.call(), { do: 'end' })).toBeUndefined();
    expect(teams.inMeeting(callId, { do: 'mute', who: 'nobody' })).toBeUndefined();
    expect(teams.inMeeting(callId, { do: 'everybodyLeaves' })).toBeUndefined();
    expect(teams.inMeeting('19:meeting@thread.v2', { do: 'mute', who: 'bot' })).toBeDefined();
  });

  it('come and go as scripted, after a step', () => {
    const teams = teamsWith(STAYING_FAULTS['people-come-and-go'].faults);
    teams.upToInvite();
    teams.world.run(20 * SECOND);
    expect(teams.kinds().filter((kind) => kind === 'roster').length).toBe(1 + 6);
    expect(teams.meetings()[0]?.left.map(({ identity }) => identity.kind)).toEqual(['guest', 'phone']);
    expect(teams.inMeeting(teams.meetings()[0]?.key ?? '', { do: 'leave', who: 'caller' })).toBeDefined();
    expect(teams.meetings()[0]?.left.at(-1)?.identity.id).toBe(CALLER);
  });
});

describe('delta rosters', () => {
  const number = (told: Told) => at(dataOf(told)[0], 'sequenceNumber');
  const people = (told: Told) => [at(dataOf(told)[0], 'participants')].flat();

  it('list everybody first, then what has changed, under a number each', () => {
    const teams = teamsWith(STAYING_FAULTS['delta-rosters'].faults);
    teams.inMeeting(teams.stay(), { do: 'join', person: { id: 'u' } });
    teams.world.run(SECOND);
    const callId = teams.stay();
    const second = teams.all.filter((told) => told.kind === 'roster' && told.callId === callId);
    expect(second.map((told) => [number(told), people(told).length])).toEqual([[3, 3]]);
    // Both within the time that a roster takes.
    teams.inMeeting(callId, { do: 'join', person: { id: 'v' } });
    teams.inMeeting(callId, { do: 'leave', who: 'u' });
    teams.world.run(SECOND);
    const rosters = teams.sent.filter((told) => told.callId === callId);
    expect(rosters.map(number)).toEqual([4, 5]);
    expect(rosters.map((told) => people(told).map((one) => at(one, 'removedState', 'reason')))).toEqual([
      [undefined],
      ['Removed'],
    ]);
    for (const told of rosters) expect(resourceErrors(dataOf(told)[0])).toEqual([]);
  });

  it('list everybody to a bot that is admitted', () => {
    const teams = teamsWith([{ quirk: 'deltaRosters' }, { lobby: 'bot' }]);
    const callId = teams.stay();
    teams.inMeeting(callId, { do: 'join', person: { id: 'u' } });
    teams.world.run(SECOND);
    teams.inMeeting(callId, { do: 'admit', who: 'bot' });
    teams.world.run(SECOND);
    expect(teams.sent.map((told) => people(told).length)).toEqual([0, 2]);
  });

  it('lack a number where one is lost', () => {
    const teams = teamsWith(STAYING_FAULTS['delta-roster-lost'].faults);
    const callId = teams.stay();
    for (const who of ['a', 'b', 'c']) {
      teams.inMeeting(callId, { do: 'join', person: { id: who } });
      teams.world.run(SECOND);
    }
    expect(teams.sent.map(number)).toEqual([2, 4]);
  });

  it('have no numbers at all where the field has none', () => {
    const teams = teamsWith([{ quirk: 'deltaRosters' }, { quirk: 'rosterWithoutNumbers' }]);
    teams.inMeeting(teams.stay(), { do: 'join' });
    teams.world.run(SECOND);
    expect(teams.sent.map(number)).toEqual([undefined]);
  });

  it('swap', () => {
    const teams = teamsWith([{ quirk: 'deltaRosters' }, ...STAYING_FAULTS['rosters-swapped'].faults]);
    const callId = teams.stay();
    for (const who of ['a', 'b']) {
      teams.inMeeting(callId, { do: 'join', person: { id: who } });
      teams.world.run(SECOND);
    }
    expect(teams.sent.map(number)).toEqual([3, 2]);
  });
});
