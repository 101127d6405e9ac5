import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stayWorkflowId } from '../../../workflows/contract/call-id.ts';
import type { FaultInput } from '../../graph-simulator/faults/fault.ts';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const AS_THEY_COME: [string, FaultInput[]][] = [
  ['without numbers, as in the field', []],
  [
    "without numbers, under the path of the call that was replaced, as in the seed's third example",
    [{ quirk: 'rosterUnderP2P' }],
  ],
  ['as deltas', [{ quirk: 'deltaRosters' }]],
];

describe('whoever leaves a call that was handed over is not listed any more, and the last one does not leave the bot behind', () => {
  it.each(AS_THEY_COME)('rosters come %s', async (_, faults) => {
    const { simulator, escalations } = system;
    const ran = await runCall(system, faults, { afterwards: 'stay', policy: { aloneFor: 300, keepAliveEvery: 600_000 } });
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    const callId = ran.legs()[1]?.id ?? '';
    const stay = await escalations.findStay(callId);
    expect(stay.workflowId).toBe(stayWorkflowId(callId));
    const listed = () => expect.poll(async () => new Set((await stay.people()).map(({ userId }) => userId)), { timeout: 60_000 });

    simulator.inMeeting(callId, { do: 'join', person: { id: 'somebody' } });
    const caller = (await stay.people())[0]?.userId;
    await listed().toEqual(new Set([caller, 'somebody']));
    simulator.inMeeting(callId, { do: 'leave', who: 'somebody' });
    await listed().toEqual(new Set([caller]));
    simulator.inMeeting(callId, { do: 'everybodyLeaves' });
    expect(await stay.result()).toMatchObject({ outcome: 'left', reason: 'alone' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });
});
