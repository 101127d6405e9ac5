import { describe, expect, it } from 'vitest';
import { STAYING_FAULTS } from '../faults/staying-faults.ts';
import { responseErrors } from '../schema/schema.ts';
import { legOf, SECOND, teamsWith, usersIn } from '../testing/teams-in-virtual-time.ts';

const PARTICIPANT = '/communications/calls/{id}/participants/{participantId}';

describe('removing a participant', () => {
  function withSomebody(...faults: Parameters<typeof teamsWith>) {
    const teams = teamsWith(...faults);
    const callId = teams.stay();
    const participantId = teams.inMeeting(callId, { do: 'join', person: { id: 'u' } })?.participantIds[0] ?? '';
    teams.world.run(SECOND);
    teams.sent.length = 0;
    const remove = (id: string) => teams.ask({ kind: 'deleteParticipant', callId, participantId: id });
    return { teams, callId, participantId, remove };
  }

  it('takes them out, and a roster tells', () => {
    const { teams, callId, participantId, remove } = withSomebody();
    const read = teams.ask({ kind: 'getParticipant', callId, participantId });
    expect(responseErrors('GET', PARTICIPANT, read.status, read.body)).toEqual([]);
    const reply = remove(participantId);
    expect([reply.status, responseErrors('DELETE', PARTICIPANT, reply.status, reply.body)]).toEqual([204, []]);
    teams.world.run(SECOND);
    expect([usersIn(teams), teams.kinds()]).toEqual([[], ['roster']]);
    expect(remove(participantId).status).toBe(404);
    expect(teams.ask({ kind: 'getParticipant', callId, participantId }).status).toBe(404);
  });

  it('is forbidden where the tenant has not allowed it', () => {
    const { teams, participantId, remove } = withSomebody(STAYING_FAULTS['removing-forbidden'].faults);
    const reply = remove(participantId);
    expect([reply.status, responseErrors('DELETE', PARTICIPANT, reply.status, reply.body)]).toEqual([403, []]);
    expect(usersIn(teams)).toEqual(['u']);
  });

  it("takes the bot's own leg out", () => {
    const { teams, callId, remove } = withSomebody();
    expect(remove(legOf(teams, callId)?.participantId ?? '').status).toBe(204);
    expect(legOf(teams, callId)?.end?.resultInfo).toMatchObject({ code: 200, subcode: 5000 });
  });

  it('cancels the invite of who is still rung, under the id that the invite has given', () => {
    const { teams, callId, remove } = withSomebody();
    const participantId = '99999999-9999-4999-8999-999999999999';
    teams.ring(callId, 'a', { identity: { user: { id: 'b' } }, participantId });
    expect(teams.ask({ kind: 'getParticipant', callId, participantId }).status).toBe(404);
    expect(remove(participantId).status).toBe(204);
    expect(remove(participantId).status).toBe(404);
    teams.world.run(60 * SECOND);
    expect(usersIn(teams)).toEqual(['u', 'a']);
    expect(teams.operations()).toMatchObject([
      { status: 'failed', resultInfo: { code: 487 }, people: [{ answer: 'accepted' }, { answer: 'cancelled' }] },
    ]);
  });

  it('finds who was invited under that id once they are in', () => {
    const { teams, callId, remove } = withSomebody();
    teams.ring(callId, { identity: { user: { id: 'b' } }, participantId: 'mine' });
    teams.world.run(2 * SECOND);
    expect(usersIn(teams)).toEqual(['u', 'b']);
    expect(remove('mine').status).toBe(204);
    expect(usersIn(teams)).toEqual(['u']);
  });
});
