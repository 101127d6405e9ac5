import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateLegWorkflowId } from '../../workflows/contract/call-id.ts';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import { startSystem, type System } from '../support/system.ts';
import { runCall } from './run-call.ts';
import { letItShowItself, UNHEARD_OF_LEG } from './unheard-of-leg.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe('a leg that shows itself late', () => {
  it.each<[string, FaultInput[], number]>([
    ['is hung up by a workflow of its own', [], 1],
    ['is hung up again where that had no effect', [{ request: 'delete', do: 'reply', status: 204 }], 2],
  ])('after the end of its escalation %s', async (_, faults, hangUps) => {
    const ran = await runCall(system, UNHEARD_OF_LEG);
    expect(await ran.result()).toMatchObject({ reason: 'callerHungUp', leftBehind: ['multiparty 1, id unknown'] });
    expect(ran.alive().multiparty).toHaveLength(1);
    letItShowItself(system.simulator);
    system.simulator.script(faults);
    const [, leg] = ran.legs();
    await system.simulator.waitFor('the late leg to be gone', () => ran.alive().multiparty.length === 0, 30_000);
    const late = system.client.workflow.getHandle(lateLegWorkflowId(leg?.id ?? ''));
    expect(await late.result()).toBe('ended');
    expect(ran.count('delete')).toBe(hangUps);
  });
});

describe('started again', () => {
  it('after its end, where the P2P call was kept: late word of the old multiparty leg does not touch the new run', async () => {
    const ran = await runCall(system, [{ invite: 'declined' }, { notification: 'multiparty deleted', do: 'delay', ms: 300 }]);
    expect(await ran.result()).toMatchObject({ reason: 'inviteDeclined', p2pCall: 'kept' });
    const [p2p] = ran.legs();
    const input = {
      p2pCall: {
        id: ran.call.id,
        tenantId: p2p?.tenantId ?? '',
        state: 'established' as const,
        caller: { user: { id: p2p?.callerUserId ?? '' } },
      },
      meeting: { joinMeetingId: '987654321' },
      policy: { leaveAfter: 50, probeAfter: 300, replaceWithin: 1_000 },
    };
    const joined = await system.escalations.start(input);
    expect(joined.joined).toBe(true);
    expect(await joined.result()).toMatchObject({ reason: 'inviteDeclined' });
    const again = await system.escalations.start(input, { again: true });
    expect(again.joined).toBe(false);
    expect(await again.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('by two starters at once: one escalation', async () => {
    const ran = await runCall(system, [{ notification: 'incoming', do: 'double' }]);
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    expect(ran.count('answer')).toBe(1);
    expect(ran.count('createCall')).toBe(1);
  });
});
