import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../faults/fault.ts';
import { STAYING_FAULTS } from '../faults/staying-faults.ts';
import { resourceErrors, responseErrors } from '../schema/schema.ts';
import { at } from '../testing/at.ts';
import { GROUP_CALL, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

const INVITE = '/communications/calls/{id}/participants/invite';

/** What an invite of these people comes to, with the time of the operation's end. */
function rung(faults: FaultInput[], ...people: string[]) {
  const teams = teamsWith(faults);
  const callId = teams.stay();
  const reply = teams.ring(callId, ...people);
  const start = teams.world.now();
  teams.world.run(120 * SECOND);
  const [operation] = teams.operations();
  const ended = at(teams.sent.find(({ kind }) => kind === 'operation')?.body, 'value', 0, 'resourceData');
  return { teams, reply, callId, operation, ended, took: (operation?.endedAt ?? Number.NaN) - start };
}

describe('one person, who', () => {
  it.each<[string, FaultInput[], object, number, boolean]>([
    ['answers', [], { status: 'completed' }, 800, true],
    ['answers late', STAYING_FAULTS['person-answers-late'].faults, { status: 'completed' }, 40_000, true],
    [
      'declines',
      STAYING_FAULTS['person-declines'].faults,
      { status: 'failed', resultInfo: { code: 487, subcode: 10_024 } },
      4_000,
      false,
    ],
    [
      'declines with 603',
      [{ person: 'a', answers: 'declined', code: 603 }],
      { resultInfo: { code: 603, subcode: 0 } },
      4_000,
      false,
    ],
    ['is busy', STAYING_FAULTS['person-busy'].faults, { resultInfo: { code: 486 } }, 800, false],
    [
      'does not answer',
      STAYING_FAULTS['person-unanswered'].faults,
      { resultInfo: { code: 487, subcode: 10_004 } },
      60_000,
      false,
    ],
    ['is unreachable', STAYING_FAULTS['person-unreachable'].faults, { resultInfo: { code: 480, subcode: 10_037 } }, 800, false],
    ['answers, of the whole request', [{ invite: 'takenElsewhere' }], { resultInfo: { code: 487, subcode: 10_003 } }, 800, true],
  ])('%s', (_, faults, expected, after, isIn) => {
    const { teams, reply, ended, took } = rung(faults, 'A');
    expect(ended).toMatchObject(expected);
    expect(took).toBe(after);
    expect(usersIn(teams)).toEqual(isIn ? ['A'] : []);
    expect(resourceErrors(ended)).toEqual([]);
    expect(responseErrors('POST', INVITE, reply.status, reply.body)).toEqual([]);
  });

  it('does not answer, and the operation has no result', () => {
    const { ended } = rung(STAYING_FAULTS['person-unanswered-without-code'].faults, 'a');
    expect(at(ended, 'status')).toBe('failed');
    expect(at(ended, 'resultInfo')).toBeUndefined();
  });

  it('waits in the lobby, and is admitted later', () => {
    const teams = teamsWith(STAYING_FAULTS['person-in-lobby'].faults);
    const callId = teams.stay();
    teams.ring(callId, 'a');
    teams.world.run(3 * SECOND);
    const isInLobby = () => JSON.stringify(teams.ask({ kind: 'getParticipants', callId }).body).includes('"isInLobby":true');
    expect([teams.operations()[0]?.status, isInLobby()]).toEqual(['completed', true]);
    teams.world.run(5 * SECOND);
    expect(isInLobby()).toBe(false);
    expect(teams.kinds()).toEqual(['operation', 'roster', 'roster']);
  });

  it('is in already, or comes by themselves while it rings: is not in twice', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    teams.ring(callId, 'a');
    teams.inMeeting(callId, { do: 'join', person: { id: 'A' } });
    teams.world.run(3 * SECOND);
    expect(usersIn(teams)).toEqual(['A']);
    expect(teams.operations()).toMatchObject([{ status: 'completed', people: [{ userId: 'a', answer: 'alreadyIn' }] }]);
  });

  it('does not answer, but comes by themselves: the operation fails all the same', () => {
    const teams = teamsWith([{ person: 'a', answers: 'unanswered' }]);
    const callId = teams.stay();
    teams.ring(callId, 'a');
    teams.inMeeting(callId, { do: 'join', person: { id: 'a' } });
    teams.world.run(61 * SECOND);
    expect(usersIn(teams)).toEqual(['a']);
    expect(teams.operations()[0]?.status).toBe('failed');
  });

  it('answers nothing that moves nobody: who is moved is not rung', () => {
    const teams = teamsWith([{ person: 'anybody', answers: 'declined' }]);
    teams.upToInvite();
    teams.world.run(3 * SECOND);
    expect(teams.operations()).toMatchObject([{ status: 'completed', people: [] }]);
  });
});

describe('several people in one invite', () => {
  it('completed when the last is in', () => {
    const { teams, took } = rung([{ person: 'b', answers: 'accepted', afterMs: 20 * SECOND }], 'a', 'b', 'c');
    expect(took).toBe(20 * SECOND);
    expect(usersIn(teams)).toEqual(['a', 'c', 'b']);
    expect(teams.operations()[0]?.status).toBe('completed');
  });

  it('failed with the first "no", while the others go on joining', () => {
    const late: FaultInput = { person: 'c', answers: 'accepted', afterMs: 30 * SECOND };
    const { teams, ended, took } = rung([...STAYING_FAULTS['second-person-declines'].faults, late], 'a', 'b', 'c');
    expect(took).toBe(4 * SECOND);
    expect(ended).toMatchObject({ status: 'failed', resultInfo: { code: 603 } });
    expect(usersIn(teams)).toEqual(['a', 'c']);
    expect(teams.kinds().filter((kind) => kind === 'operation').length).toBe(1);
  });

  it('are refused where the call has no chat; one at a time is taken', () => {
    const group = teamsWith();
    const groupCall = group.stay(GROUP_CALL);
    expect(group.ring(groupCall, 'a', 'b').status).toBe(400);
    expect(group.ring(groupCall, 'a').status).toBe(200);
    const chatless = teamsWith(STAYING_FAULTS['calls-without-chat'].faults);
    const callId = chatless.stay();
    expect(chatless.ring(callId, 'a', 'b').status).toBe(400);
    expect(chatless.ask({ kind: 'getCall', callId }).body?.chatInfo).toBeNull();
  });

  it('are at most five', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    expect(teams.ring(callId, 'a', 'b', 'c', 'd', 'e', 'f').status).toBe(400);
    expect(teams.ring(callId, 'a', 'b', 'c', 'd', 'e').status).toBe(200);
  });

  it('ring no more when the leg that invites has ended', () => {
    const teams = teamsWith();
    const callId = teams.stay();
    teams.ring(callId, 'a', 'b');
    teams.inMeeting(callId, { do: 'failBot', code: 500, subcode: 7117 });
    teams.world.run(60 * SECOND);
    expect(usersIn(teams)).toEqual([]);
    expect(teams.kinds()).toEqual(['multiparty deleted']);
  });
});
