import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** Of each outcome and each size of request: `outcomes.virtual.test.ts`. Here is what HTTP has besides, and a P2P call of another service. */
describe('what becomes of one person', () => {
  it.each<[string, FaultInput[], object]>([
    [
      'declines',
      [{ person: 'anybody', answers: 'declined' }],
      { outcome: 'declined', resultInfo: { code: 487, subcode: 10024 } },
    ],
    ['comes in, though the response was lost', [{ request: 'invite', do: 'loseResponse' }], { outcome: 'joined' }],
  ])('%s', async (_, faults, expected) => {
    const call = await others.call();
    call.script(...faults);
    const person = somebody();
    const { result } = await call.invite([person]);
    expect((await result()).people).toMatchObject([{ user: { id: person.user.id }, ...expected }]);
    expect(call.invites().length).toBe(1);
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
