import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../faults/fault.ts';
import type { MeetingEventInput } from '../faults/meeting-event.ts';
import { STAYING_FAULTS } from '../faults/staying-faults.ts';
import { resourceErrors, responseErrors } from '../schema/schema.ts';
import { at } from '../testing/at.ts';
import { ASKER, CALLER, GROUP_CALL, legOf, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';
import { REALISTIC_TIMINGS } from './settings.ts';

const MINUTE = 60 * SECOND;
const CALL = '/communications/calls/{id}';

describe('keepAlive', () => {
  it('is counted from the answer, from the creation, and from each one that was taken', () => {
    const teams = teamsWith([], { timings: { ...REALISTIC_TIMINGS, keepAlive: MINUTE } });
    const p2p = teams.call();
    teams.world.run(10 * SECOND);
    teams.answer(p2p);
    const callId = teams.stay();
    teams.world.run(40 * SECOND);
    const reply = teams.ask({ kind: 'keepAlive', callId });
    expect(responseErrors('POST', `${CALL}/keepAlive`, reply.status, reply.body)).toEqual([]);
    const keptAt = teams.world.now();
    teams.world.run(30 * SECOND);
    expect([legOf(teams, p2p)?.end?.resultInfo, legOf(teams, callId)?.state]).toMatchObject([
      { code: 408, subcode: 8537 },
      'established',
    ]);
    teams.world.run(30 * SECOND);
    expect(legOf(teams, callId)?.end).toMatchObject({ at: keptAt + MINUTE, resultInfo: { code: 408, subcode: 8537 } });
    expect(teams.ask({ kind: 'keepAlive', callId }).status).toBe(404);
    expect(legOf(teams, callId)?.keptAliveAt).toEqual([keptAt]);
  });

  it('that was refused keeps nothing alive', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    teams.world.run(44 * MINUTE);
    expect(teams.ask({ kind: 'keepAlive', callId }, { ...ASKER, tenantId: 'another' }).status).toBe(403);
    teams.world.run(MINUTE);
    expect(legOf(teams, callId)?.state).toBe('terminated');
  });
});

describe('chatInfo', () => {
  it.each([
    ['chatInfo', {}, '19:meeting@thread.v2'],
    ['a meeting id', { chatInfo: null, meetingInfo: { joinMeetingId: '1' } }, '19:meeting_1@thread.v2'],
    ['a token', { chatInfo: null, meetingInfo: { token: 'secret' } }, '19:meeting_1@thread.v2'],
  ])('is there where the meeting was joined by %s', (_, body, threadId) => {
    const teams = teamsWith();
    const callId = teams.stay(body);
    const reply = teams.ask({ kind: 'getCall', callId });
    expect(reply.body).toMatchObject({ chatInfo: { threadId, messageId: '0' }, meetingInfo: {} });
    expect(JSON.stringify(reply.body)).not.toContain('secret');
    expect(teams.ring(callId, 'a', 'b').status).toBe(200);
  });

  it('is not there in a new group call', () => {
    const teams = teamsWith();
    const reply = teams.ask({ kind: 'getCall', callId: teams.stay(GROUP_CALL) });
    expect([reply.status, reply.body?.chatInfo ?? undefined]).toEqual([200, undefined]);
  });
});

describe('a new group call', () => {
  it('ends with 200/5013 where nobody joins', () => {
    const teams = teamsWith();
    const callId = teams.stay(GROUP_CALL);
    teams.world.run(2 * MINUTE);
    expect(legOf(teams, callId)?.end?.resultInfo).toMatchObject({ code: 200, subcode: 5013 });
  });

  it.each(['left', 'removed'] as const)('ends with 200/5010 once the other has %s', (how) => {
    const teams = teamsWith();
    const callId = teams.stay(GROUP_CALL);
    teams.ring(callId, 'a');
    teams.world.run(3 * MINUTE);
    expect(legOf(teams, callId)?.state).toBe('established');
    const participantId = teams.meetings()[0]?.participants.at(-1)?.id ?? '';
    if (how === 'left') teams.inMeeting(callId, { do: 'leave', who: 'a' });
    else teams.ask({ kind: 'deleteParticipant', callId, participantId });
    expect(legOf(teams, callId)?.end?.resultInfo).toMatchObject({ code: 200, subcode: 5010 });
  });

  it('ends for the last person, too, when the bot leaves; goes on while two are left', () => {
    const teams = teamsWith();
    const callId = teams.stay(GROUP_CALL);
    for (const who of ['a', 'b']) teams.ring(callId, who);
    teams.world.run(2 * SECOND);
    teams.ask({ kind: 'delete', callId });
    teams.world.run(SECOND);
    expect(usersIn(teams)).toEqual(['a', 'b']);
    teams.inMeeting(callId, { do: 'leave', who: 'a' });
    expect(usersIn(teams)).toEqual([]);
  });

  it('takes five others, who is rung counted', () => {
    const teams = teamsWith([{ person: 'e', answers: 'unanswered' }]);
    const callId = teams.stay(GROUP_CALL);
    const statuses = ['a', 'b', 'c', 'd', 'e', 'f'].map((who) => {
      const { status } = teams.ring(callId, who);
      teams.world.run(2 * SECOND);
      return status;
    });
    expect(statuses).toEqual([200, 200, 200, 200, 200, 400]);
    teams.world.run(MINUTE);
    expect(teams.ring(callId, 'f').status).toBe(200);
  });
});

describe('the end of a meeting', () => {
  it.each<[string, MeetingEventInput, object | undefined]>([
    ['by the organizer', { do: 'end' }, { code: 200, subcode: 5001 }],
    ['by the organizer, untold', { do: 'end', told: false }, undefined],
    ['for the bot, removed', { do: 'removeBot' }, { code: 200, subcode: 5300 }],
    ['for the bot, whose leg fails', { do: 'failBot', code: 500, subcode: 7117 }, { code: 500, subcode: 7117 }],
    ['for the bot, whose media are lost', { do: 'failBot', code: 410, subcode: 301_005 }, { code: 410, subcode: 301_005 }],
  ])('%s', (_, event, resultInfo) => {
    const teams = teamsWith();
    const callId = teams.stay();
    teams.inMeeting(callId, { do: 'join', person: { id: 'u' } });
    teams.world.run(SECOND);
    teams.inMeeting(callId, event);
    teams.world.run(SECOND);
    const told = teams.sent
      .filter(({ kind }) => kind === 'multiparty deleted')
      .map(({ body }) => at(body, 'value', 0, 'resourceData'));
    expect(told).toMatchObject(resultInfo ? [{ state: 'terminated', resultInfo }] : []);
    for (const data of told) expect(resourceErrors(data)).toEqual([]);
    expect([teams.ask({ kind: 'getCall', callId }).status, teams.ask({ kind: 'keepAlive', callId }).status]).toEqual([404, 404]);
    expect(usersIn(teams)).toEqual(event.do === 'end' ? [] : ['u']);
  });

  it.each<[string, FaultInput[], string, boolean]>([
    ['with 200/5002 after some seconds', STAYING_FAULTS['everybody-leaves'].faults, 'terminated', true],
    ['with nothing but 404', STAYING_FAULTS['everybody-leaves-untold'].faults, 'terminated', false],
    ['not at all', STAYING_FAULTS['everybody-leaves-leg-stays'].faults, 'established', false],
    [
      'not while a recorder is in',
      [{ quirk: 'lonelyLegEnds' }, ...STAYING_FAULTS['recorder-left-alone'].faults],
      'established',
      false,
    ],
  ])('by everybody who leaves: %s', (_, faults, state, isTold) => {
    const teams = teamsWith(faults);
    const { multiparty } = teams.upToInvite();
    teams.world.run(2 * SECOND);
    expect(usersIn(teams)).toEqual([CALLER]);
    teams.world.run(20 * SECOND);
    expect(usersIn(teams)).toEqual([]);
    const leg = legOf(teams, multiparty);
    expect(leg?.state).toBe(state);
    if (state === 'terminated') expect(leg?.end).toMatchObject({ resultInfo: { code: 200, subcode: 5002 }, told: isTold });
    expect(teams.kinds().includes('multiparty deleted')).toBe(isTold);
  });

  it('not by everybody who leaves, where somebody comes again in time', () => {
    const teams = teamsWith([{ quirk: 'lonelyLegEnds' }]);
    const callId = teams.stay();
    teams.inMeeting(callId, { do: 'join', person: { id: 'u' } });
    teams.inMeeting(callId, { do: 'leave', who: 'u' });
    teams.world.run(SECOND);
    teams.inMeeting(callId, { do: 'join', person: { id: 'u' } });
    teams.world.run(MINUTE);
    expect(legOf(teams, callId)?.state).toBe('established');
  });
});
