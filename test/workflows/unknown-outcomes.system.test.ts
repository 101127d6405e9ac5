import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FaultInput } from '../graph-simulator/faults/fault.ts';
import { FAST_TIMINGS } from '../graph-simulator/model/settings.ts';
import { injectedEnvironment } from '../support/injected-environment.ts';
import type { SimulatedCall } from '../support/simulated-call.ts';
import { startSystem, type System } from '../support/system.ts';
import { type Ran, runCall } from './run-call.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment(), simulator: { timings: { ...FAST_TIMINGS, stuck: 60_000 } } });
});
afterAll(() => system.stop());

/** What the Temporal UI shows as Current Details. */
async function currentDetails({ handle }: SimulatedCall): Promise<string> {
  const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}

const lost = (request: string) => `**The response to ${request} was lost**; whether it was processed will show itself`;
const SILENT_GRAPH: FaultInput[] = (['getCall', 'getParticipants', 'getOperation'] as const).map((request) => ({
  request,
  do: 'reply',
  status: 500,
  times: 'always',
}));
const SILENT: FaultInput[] = [{ notification: 'all', do: 'lose', nth: 2, times: 'always' }, ...SILENT_GRAPH];
const PATIENT = { establishWithin: 30_000, inviteWithin: 30_000, replaceWithin: 10_000 };

async function expectUnknown(call: SimulatedCall, request: string | undefined): Promise<void> {
  await vi.waitFor(async () => expect((await call.snapshot()).outcomeUnknown).toBe(request), { timeout: 60_000, interval: 100 });
  const details = await currentDetails(call);
  if (request === undefined) expect(details).not.toContain('was lost');
  else expect(details).toContain(lost(request));
}

async function expectEscalated(ran: Ran): Promise<void> {
  expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
  await expectUnknown(ran.call, undefined);
  expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
}

describe('an outcome that is unknown is seen in query and UI until its effect shows itself:', () => {
  it('that of the answer', async () => {
    const hanging: FaultInput = { request: 'answer', do: 'loseResponse', how: 'hang', times: 'always' };
    const ran = await runCall(system, [hanging, ...SILENT], { policy: { ...PATIENT, answerWithin: 1_500 } });
    await expectUnknown(ran.call, 'answer');
    expect(await ran.call.snapshot()).toMatchObject({ status: 'answering', p2pCall: { state: 'incoming' } });
    system.simulator.clearScript();
    await expectEscalated(ran);
  });

  it('that of the create', async () => {
    const ran = await runCall(
      system,
      [
        { request: 'createCall', do: 'loseResponse' },
        { notification: 'multiparty establishing', do: 'lose' },
        { notification: 'multiparty established', do: 'hold' },
        { notification: 'roster', do: 'hold', times: 'always' },
      ],
      { policy: PATIENT },
    );
    await expectUnknown(ran.call, 'create');
    expect(await ran.call.snapshot()).toMatchObject({
      status: 'creating',
      multipartyCall: { state: 'establishing', attempt: 1 },
      leftBehind: ['multiparty 1, id unknown'],
    });
    system.simulator.clearScript();
    await expectEscalated(ran);
    expect(ran.count('createCall')).toBe(1);
    expect((await ran.call.snapshot()).leftBehind).toBeUndefined();
  });

  it.each<[string, FaultInput[]]>([
    ['with its operation and the P2P call', []],
    ['with the caller in the roster alone', [{ leg: 'p2p', do: 'surviveReplacement' }]],
  ])('that of the invite, which shows itself %s', async (_, faults) => {
    const ran = await runCall(system, [...faults, { request: 'invite', do: 'loseResponse' }], { policy: PATIENT });
    // Graph falls silent with the invite: until then everything is known.
    await system.simulator.waitFor('the invite', () => ran.count('invite') === 1);
    system.simulator.script([...SILENT_GRAPH, { notification: 'all', do: 'lose', times: 'always' }]);
    await expectUnknown(ran.call, 'invite');
    expect(await ran.call.snapshot()).toMatchObject({ status: 'inviting' });
    const operations = () => system.simulator.record().operations;
    await system.simulator.waitFor('the move', () => operations().every(({ status }) => status !== 'running'));
    system.simulator.clearScript();
    if (faults.length > 0) {
      await vi.waitFor(async () => expect((await ran.call.snapshot()).status).toBe('replacing'), { timeout: 60_000 });
      await expectUnknown(ran.call, undefined);
      expect((await ran.call.snapshot()).status).toBe('replacing');
    }
    await expectEscalated(ran);
    expect(ran.count('invite')).toBe(1);
  });

  it('that of an invite whose response alone is lost, when its effect has long shown itself: never', async () => {
    const ran = await runCall(system, [{ request: 'invite', do: 'loseResponse', how: 'hang' }]);
    await expectEscalated(ran);
    const { timeline } = await ran.result();
    expect(timeline.some(({ what }) => what.startsWith('Invite: '))).toBe(true);
  });

  it('that of an answer to a call that has ended meanwhile: never', async () => {
    const ran = await runCall(system, [
      { request: 'answer', do: 'delay', ms: 60_000, times: 'always' },
      { caller: 'hangsUp', at: 'ringing', afterMs: 300 },
    ]);
    expect(await ran.result()).toMatchObject({ reason: 'callerHungUp' });
    await expectUnknown(ran.call, undefined);
  });
});

describe('the known leg of a create that is over', () => {
  it('is hung up, and its end known, before the next attempt', async () => {
    const ran = await runCall(
      system,
      [
        { leg: 'multiparty', do: 'neverEstablish' },
        { notification: 'multiparty deleted', do: 'delay', ms: 300 },
        { notification: 'multiparty terminated', do: 'delay', ms: 300 },
      ],
      { policy: { establishWithin: 400, probeAfter: 20_000 } },
    );
    expect(await ran.result()).toMatchObject({ outcome: 'escalated' });
    const [, first, second] = ran.legs();
    const requests = ran.requests().filter(({ kind }) => kind === 'createCall' || kind === 'delete');
    expect(requests.map(({ kind, callId }) => (kind === 'delete' ? callId : kind))).toEqual([
      'createCall',
      first?.id,
      'createCall',
      second?.id,
    ]);
    const told = ran.notifications().find(({ kind, callId }) => kind === 'multiparty deleted' && callId === first?.id);
    expect(Date.parse(told?.attempts[0]?.at ?? '')).toBeLessThanOrEqual(Date.parse(requests[2]?.at ?? ''));
    expect(first?.ended?.by).toBe('bot');
  });
});
