import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalizeId, stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { InvitedUser } from '../../../workflows/contract/input.ts';
import { CALL, LEAVE } from '../../../workflows/contract/names.ts';
import type { StayResult, StaySnapshot } from '../../../workflows/contract/stay.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { at } from '../../graph-simulator/testing/at.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { type Ran, runCall } from '../run-call.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const somebody = (): InvitedUser => ({ user: { id: randomUUID() } });
const idOf = ({ user: { id } }: InvitedUser) => ({ user: { id } });
const declines: FaultInput = { person: 'anybody', answers: 'declined', nth: 2, afterMs: 200 };
/** How many people each invite was about; the first is the caller's. */
const sizes = (ran: Ran) =>
  ran
    .requests()
    .filter(({ kind }) => kind === 'invite')
    .map(({ body }) => [at(body, 'participants')].flat().length);
const inside = (ran: Ran) => {
  const key = ran.legs()[1]?.meeting;
  const meeting = system.simulator.record().meetings.find((one) => one.key === key);
  return meeting?.participants.map(({ identity }) => identity.id) ?? [];
};
/** In a meeting of its own: what others said of this one does not matter. */
const meeting = () => ({
  chatInfo: { threadId: `19:meeting_${randomUUID()}@thread.v2`, messageId: '0' },
  organizer: { user: { id: randomUUID(), tenantId: randomUUID() } },
});

describe('further people, once the caller is in', () => {
  it('all come in, by one invite, and the bot leaves', async () => {
    const invite = [somebody(), somebody()];
    const ran = await runCall(system, [], { meeting: meeting(), invite });
    const result = await ran.result();
    expect(result).toMatchObject({ outcome: 'escalated' });
    expect(result).not.toHaveProperty('notInvited');
    expect(sizes(ran)).toEqual([1, 2]);
    expect(inside(ran)).toEqual(expect.arrayContaining(invite.map(({ user }) => user.id)));
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('one declines: escalated all the same, and notInvited names who is not in', async () => {
    const invite = [somebody(), somebody()];
    const ran = await runCall(system, [declines], { meeting: meeting(), invite });
    expect(await ran.result()).toMatchObject({
      outcome: 'escalated',
      notInvited: [{ ...idOf(invite[1] ?? somebody()), reason: 'declined', resultInfo: { code: 487, subcode: 10024 } }],
    });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('one declines and the bot stays: the stay has the others', async () => {
    const invite = [somebody(), somebody(), somebody()];
    const ran = await runCall(system, [declines], { meeting: meeting(), invite, afterwards: 'stay' });
    const result = await ran.result();
    const multiparty = ran.legs()[1]?.id ?? '';
    expect(result).toMatchObject({
      stayingIn: { workflowId: stayWorkflowId(multiparty) },
      notInvited: [{ ...idOf(invite[1] ?? somebody()), reason: 'declined' }],
    });
    const handle = system.client.workflow.getHandle(stayWorkflowId(multiparty));
    const { people } = await handle.query<StaySnapshot>(CALL);
    const [first, , third] = invite.map(({ user }) => user.id);
    const caller = ran.legs()[0]?.callerUserId;
    const ids = [caller, first, third].map((id = '') => normalizeId(id));
    expect(new Set(people.map(({ userId = '' }) => normalizeId(userId)))).toEqual(new Set(ids));
    expect(await handle.executeUpdate<StayResult, []>(LEAVE)).toMatchObject({ outcome: 'left', reason: 'asked' });
  });

  it('into a new group call, which has no chat: one each, and the bot stays', async () => {
    const invite = [somebody(), somebody()];
    const ran = await runCall(system, [], { meeting: { newGroupCall: true }, invite, afterwards: 'stay' });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated', stayingIn: {} });
    expect(sizes(ran)).toEqual([1, 1, 1]);
    expect(inside(ran)).toEqual(expect.arrayContaining(invite.map(({ user }) => user.id)));
    const multiparty = ran.legs()[1]?.id ?? '';
    await system.client.workflow.getHandle(stayWorkflowId(multiparty)).executeUpdate<StayResult, []>(LEAVE);
    expect(ran.alive().multiparty).toEqual([]);
  });

  it('Graph refuses to invite them: escalated all the same', async () => {
    const body = { errorCode: '7504', message: 'Insufficient enterprise tenant permissions, cannot access this API.' };
    const faults: FaultInput[] = [{ request: 'invite', do: 'reply', status: 403, body, nth: 2 }];
    const invite = [somebody(), somebody()];
    const ran = await runCall(system, faults, { meeting: meeting(), invite });
    expect(await ran.result()).toMatchObject({
      outcome: 'escalated',
      notInvited: invite.map((one) => ({ ...idOf(one), reason: 'failed' })),
    });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('cancelled while they ring: our leg is hung up at once, and the caller is escalated', async () => {
    const ringsOn: FaultInput = { person: 'anybody', answers: 'unanswered', afterMs: 60_000, times: 'always' };
    const invite = [somebody(), somebody()];
    const ran = await runCall(system, [ringsOn], { meeting: meeting(), invite, policy: { inviteWithin: 30_000 } });
    const multiparty = await system.simulator.waitFor('the others to ring', ({ operations }) => {
      const ofThisCall = operations.filter(({ legId }) => legId === ran.legs()[1]?.id);
      return ofThisCall.length === 2 && ofThisCall[1]?.legId;
    });
    expect(await ran.call.snapshot()).toMatchObject({ status: 'inviting' });
    await ran.call.handle.cancel();
    const result = await ran.result();
    expect(result).toMatchObject({ outcome: 'escalated', multipartyCallId: multiparty });
    expect(result).toHaveProperty('notInvited.length', 2);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});
