import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvitedPerson } from '../../../workflows/contract/invite.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { at } from '../../graph-simulator/testing/at.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type OtherCalls, otherCalls, somebody } from './other-calls.ts';

let system: System;
let others: OtherCalls;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
  others = otherCalls(system);
});
afterAll(async () => {
  await others.close();
  await system.stop();
});

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
      [{ quirk: 'rosterHidesCaller' }],
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
    ['rings for longer than anybody waits', [anybody('unanswered', { afterMs: 60_000 })], { outcome: 'unknown' }, 1],
    ['comes in, though the response was lost', [{ request: 'invite', do: 'loseResponse' }], { outcome: 'joined' }, 1],
  ];
  it.each(rows)('%s', async (_, faults, expected, invites) => {
    const call = await others.call();
    call.script(...faults);
    const person = somebody();
    const { result } = await call.invite([person], { policy: { inviteWithin: 1_500 } });
    const { people, ...rest } = await result();
    expect(people).toMatchObject([{ user: { id: person.user.id }, ...expected }]);
    expect(people[0]?.unconfirmed).toBe(expected.unconfirmed);
    expect(rest).not.toHaveProperty('callEnded');
    expect(call.invites().length).toBe(invites);
  });

  it('is in already: nobody rings', async () => {
    const call = await others.call();
    const person = somebody();
    system.simulator.inMeeting(call.id, { do: 'join', person: { id: person.user.id } });
    const { result } = await call.invite([person], { context: 'ticket 4711' });
    const { timeline: _, ...rest } = await result();
    expect(rest).toEqual({
      callId: call.id,
      context: 'ticket 4711',
      people: [{ user: { id: person.user.id }, outcome: 'alreadyIn' }],
    });
    expect(call.invites()).toEqual([]);
  });

  it('is moved from a call with the bot, which ends', async () => {
    const call = await others.call();
    const person = somebody();
    const p2p = system.simulator.call({ callerUserId: person.user.id, tenantId: call.tenantId });
    await others.service.answer(call.tenantId, p2p);
    const isIn = (state: string) => () => system.simulator.record().legs.some((leg) => leg.id === p2p && leg.state === state);
    await system.simulator.waitFor('the P2P call to be established', isIn('established'));
    const { result } = await call.invite([{ ...person, replacesCallId: p2p }, somebody()]);
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(['joined', 'joined']);
    // Alone in its request: Graph ignores all others of one that replaces a call.
    const [first, second] = call.invites().map(({ body }) => at(body, 'participants'));
    expect(first).toMatchObject([{ identity: { user: { id: person.user.id } }, replacesCallId: p2p }]);
    expect(second).toMatchObject([{ identity: { user: {} } }]);
    await system.simulator.waitFor('the P2P call to end', isIn('terminated'));
  });
});

describe('several people', () => {
  const sizes = (bodies: { body?: unknown }[]) => bodies.map(({ body }) => [at(body, 'participants')].flat().length);

  it('six are invited by five and one', async () => {
    const call = await others.call();
    const { result } = await call.invite(Array.from({ length: 6 }, somebody));
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'joined'));
    expect(sizes(call.invites())).toEqual([5, 1]);
  });

  it('one each where the call has no chat', async () => {
    const call = await others.call({ chatInfo: undefined, meetingInfo: undefined });
    const { result } = await call.invite([somebody(), somebody()]);
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(['joined', 'joined']);
    expect(sizes(call.invites())).toEqual([1, 1]);
  });

  it('together: false: one each, one after the other, each with an outcome', async () => {
    const call = await others.call();
    call.script(anybody('declined', { nth: 2 }));
    const { result } = await call.invite([somebody(), somebody(), somebody()], { together: false });
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(['joined', 'declined', 'joined']);
    expect(sizes(call.invites())).toEqual([1, 1, 1]);
  });

  it('together, one declines: the code is theirs, for the others are seen', async () => {
    const call = await others.call();
    call.script(anybody('declined', { nth: 2, afterMs: 200 }));
    const { result } = await call.invite([somebody(), somebody(), somebody()]);
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(['joined', 'declined', 'joined']);
    expect(sizes(call.invites())).toEqual([3]);
  });

  it('together, two decline: nobody knows who said no, and a no is not asked twice', async () => {
    const call = await others.call();
    call.script(anybody('declined', { times: 2, afterMs: 200 }));
    const { result } = await call.invite([somebody(), somebody(), somebody()]);
    expect((await result()).people.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'joined']);
    expect(sizes(call.invites())).toEqual([3]);
  });
});
