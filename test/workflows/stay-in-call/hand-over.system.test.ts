import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import { CALL, INVITE_PARTICIPANTS, LEAVE, REMOVE_PARTICIPANT } from '../../../workflows/contract/names.ts';
import type { InvitedPerson } from '../../../workflows/contract/invite.ts';
import type { RemovedParticipant, StayResult, StaySnapshot } from '../../../workflows/contract/stay.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

describe('an escalation with afterwards: stay', () => {
  it('hands its leg over, people are invited and removed, and the stay leaves when it is asked to', async () => {
    const ran = await runCall(system, [], { afterwards: 'stay', context: 'ticket 4711' });
    const escalated = await ran.result();
    const multiparty = ran.legs()[1];
    const workflowId = stayWorkflowId(multiparty?.id ?? '');
    expect(escalated).toMatchObject({ outcome: 'escalated', context: 'ticket 4711', stayingIn: { workflowId } });
    const handle = system.client.workflow.getHandle(workflowId);

    const people = await handle.executeUpdate<InvitedPerson[], [object]>(INVITE_PARTICIPANTS, {
      args: [
        {
          participants: [
            { user: { id: '98da8a1a-1b87-452c-a713-65d3f10b1253' } },
            { user: { id: '550fae72-d251-43ec-868c-373732c2704f' } },
          ],
        },
      ],
    });
    expect(people.map(({ outcome }) => outcome)).toEqual(['joined', 'joined']);

    const state = await handle.query<StaySnapshot>(CALL);
    expect(state).toMatchObject({ status: 'staying', context: 'ticket 4711' });
    expect(state.people.map(({ kind }) => kind)).toEqual(['user', 'user', 'user']);

    const removed = await handle.executeUpdate<RemovedParticipant, [object]>(REMOVE_PARTICIPANT, {
      args: [{ user: { id: '98da8a1a-1b87-452c-a713-65d3f10b1253' } }],
    });
    expect(removed).toEqual({ removed: true });

    const left = await handle.executeUpdate<StayResult, []>(LEAVE);
    expect(left).toMatchObject({ outcome: 'left', reason: 'asked', context: 'ticket 4711' });
    expect(await handle.result()).toEqual(left);
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
    expect(ran.count('keepAlive')).toBe(1);
  });
});
