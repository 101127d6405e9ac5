import { describe, expect, it } from 'vitest';
import type { InvitedPerson, InviteToCallInput } from '../../../workflows/contract/invite.ts';
import { INVITE_TO_CALL } from '../../../workflows/contract/names.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { HOUR, idOf, MINUTE, people, play } from '../../simulation/staying/play-inviting.ts';

/** People are invited into a call in which nobody stays yet. */
async function invited(faults: FaultInput[], persons: number, more: Partial<InviteToCallInput> = {}) {
  const participants = people(...Array.from({ length: persons }, (_, n) => n + 1));
  const { stay, rung } = await play({
    begins: { told: true, people: [idOf(8), idOf(9)], staysAfter: 20 * MINUTE },
    policy: { stayAtMost: HOUR },
    faults,
    happenings: [{ at: MINUTE, invite: { requestId: 'r', participants, ...more } }],
  });
  const outcome = stay.runs.find(({ workflowType }) => workflowType === INVITE_TO_CALL)?.outcome;
  if (!outcome || !('result' in outcome)) throw new Error(`It has no result\n${stay.story.join('\n')}`);
  return { result: outcome.result, rung };
}

const anybody = (answers: Extract<FaultInput, { person: string }>['answers'], more: object = {}): FaultInput => ({
  person: 'anybody',
  answers,
  ...more,
});

describe('what becomes of one person', () => {
  const rows: [string, FaultInput[], Omit<InvitedPerson, 'user'>, number][] = [
    ['comes in', [], { outcome: 'joined' }, 1],
    ['waits in the lobby', [anybody('inLobby')], { outcome: 'inLobby' }, 1],
    ['is admitted from the lobby', [anybody('inLobby', { admittedAfterMs: 300 })], { outcome: 'joined' }, 1],
    [
      'has accepted, and no roster ever shows them',
      [{ quirk: 'rosterNeverSent' }, { request: 'getParticipants', do: 'reply', status: 500, nth: 2, times: 'always' }],
      { outcome: 'joined', unconfirmed: 'roster' },
      1,
    ],
    ['declines', [anybody('declined')], { outcome: 'declined', resultInfo: { code: 487, subcode: 10024 } }, 1],
    ['does not answer', [anybody('unanswered')], { outcome: 'unanswered', resultInfo: { code: 487, subcode: 10004 } }, 1],
    [
      'cannot be invited, twice',
      [anybody('failed', { times: 'always' })],
      { outcome: 'failed', resultInfo: { code: 500, subcode: 0 } },
      2,
    ],
    ['comes in at the second try', [anybody('failed')], { outcome: 'joined' }, 2],
    ['rings for longer than anybody waits', [anybody('unanswered', { afterMs: 10 * MINUTE })], { outcome: 'unknown' }, 1],
    ['comes in, though the response was lost', [{ request: 'invite', do: 'loseResponse' }], { outcome: 'joined' }, 1],
  ];
  it.each(rows)('%s', async (_, faults, expected, invites) => {
    const { result, rung } = await invited(faults, 1);
    const user = { id: idOf(1) };
    expect(result).toMatchObject({ people: [{ user, ...expected }] });
    if (expected.unconfirmed === undefined) expect(result).not.toHaveProperty('people[0].unconfirmed');
    expect(result).not.toHaveProperty('callEnded');
    expect(rung).toEqual(Array(invites).fill(1));
  });
});

describe('several people', () => {
  const people = (...outcomes: string[]) => ({ people: outcomes.map((outcome) => ({ outcome })) });

  it('six are invited by five and one', async () => {
    const { result, rung } = await invited([], 6);
    expect(result).toMatchObject(people('joined', 'joined', 'joined', 'joined', 'joined', 'joined'));
    expect(rung).toEqual([5, 1]);
  });

  it('one each where the call has no chat', async () => {
    const { result, rung } = await invited([{ quirk: 'callsWithoutChatInfo' }], 2);
    expect(result).toMatchObject(people('joined', 'joined'));
    expect(rung).toEqual([1, 1]);
  });

  it('together: false: one each, one after the other, each with an outcome', async () => {
    const { result, rung } = await invited([anybody('declined', { nth: 2 })], 3, { together: false });
    expect(result).toMatchObject(people('joined', 'declined', 'joined'));
    expect(rung).toEqual([1, 1, 1]);
  });

  it('together, one declines: the code is theirs, for the others are seen', async () => {
    const { result, rung } = await invited([anybody('declined', { nth: 2, afterMs: 30_000 })], 3);
    expect(result).toMatchObject(people('joined', 'declined', 'joined'));
    expect(rung).toEqual([3]);
  });

  it('together, two decline: nobody knows who said no, and a no is not asked twice', async () => {
    const { result, rung } = await invited([anybody('declined', { times: 2, afterMs: 30_000 })], 3);
    expect(result).toMatchObject(people('unknown', 'unknown', 'joined'));
    expect(rung).toEqual([3]);
  });
});
