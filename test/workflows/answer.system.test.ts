import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { otherService } from '../support/other-service.ts';
import { startSystem, type System } from '../support/system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe('a call that another service has answered', () => {
  it('is escalated without an answer, watched by probes', async () => {
    const who = { callerUserId: randomUUID(), tenantId: randomUUID() };
    const id = system.simulator.call(who);
    const { bot, places, simulator } = system;
    const service = otherService({ bot, places, ca: simulator.certificate.ca });
    onTestFinished(() => service.close());
    await service.answer(who.tenantId, id);
    const handle = await system.escalations.start({
      p2pCall: { id, tenantId: who.tenantId, state: 'established', caller: { user: { id: who.callerUserId } } },
      meeting: { joinMeetingId: '123 456 789' },
      policy: { leaveAfter: 50, probeAfter: 300, replaceWithin: 1_000 },
    });
    expect(handle.joined).toBe(false);
    expect(await handle.result()).toMatchObject({ outcome: 'escalated', p2pCallId: id });
    expect(
      (
        await system.escalations.start({
          p2pCall: { id, tenantId: who.tenantId, state: 'established', caller: { user: { id: who.callerUserId } } },
          meeting: { joinMeetingId: '123456789' },
        })
      ).joined,
    ).toBe(true);
  });

  it('and has ended since: nothing is created', async () => {
    const id = randomUUID();
    const handle = await system.escalations.start({
      p2pCall: { id, tenantId: randomUUID(), state: 'established', caller: { user: { id: randomUUID() } } },
      meeting: { joinMeetingId: '123456789' },
    });
    expect(await handle.result()).toMatchObject({ outcome: 'notEscalated', reason: 'callerHungUp', p2pCall: 'ended' });
  });
});
