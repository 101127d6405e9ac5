import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { injectedEnvironment } from '../../support/injected-environment.ts';
import { startSystem, type System } from '../../support/system.ts';
import { runCall } from '../run-call.ts';
import { flood, growHistory } from './flood.ts';
import { type StartedStay, settled, startStay } from './start-stay.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ environment: injectedEnvironment() });
});
afterAll(() => system.stop());

const PATIENCE = { timeout: 60_000, interval: 200 };

const person = () => ({ user: { id: randomUUID() } });
const runOf = async ({ handle }: StartedStay) => (await handle.describe()).runId;

async function nextRun(started: StartedStay, before: string): Promise<void> {
  const nudged = async () => {
    await flood(started.handle, started.call.id, 1);
    return await runOf(started);
  };
  await expect.poll(nudged, PATIENCE).not.toBe(before);
}

describe('a stay that continues as new', () => {
  it('does so also where nothing but notifications is heard', async () => {
    const ran = await runCall(system, [], { afterwards: 'stay', policy: { aloneFor: 600_000, keepAliveEvery: 600_000 } });
    await ran.result();
    const stay = await system.escalations.findStay(ran.legs()[1]?.id ?? '');
    const handle = system.client.workflow.getHandle(stay.workflowId);
    await growHistory(handle, stay.state);
    await expect.poll(async () => (await handle.describe()).runId, PATIENCE).not.toBe(stay.runId);
    expect(await stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
    expect(ran.alive()).toEqual({ p2p: [], multiparty: [] });
  });

  it('knows what it knew, and does nothing twice that it has done', async () => {
    const started = await startStay(system);
    await settled(started);
    const [friend, second] = [person(), person()];
    const first = await started.stay.invite('1', [friend, second]);
    expect(first.map(({ outcome }) => outcome)).toEqual(['joined', 'joined']);
    const removed = await started.stay.remove(second, { requestId: '2' });
    const { runId, startTime } = await started.handle.describe();
    const before = await started.stay.state();
    const result = started.stay.result();

    await growHistory(started.handle);
    await nextRun(started, runId);
    const after = await started.stay.state();
    expect(after).toMatchObject({ status: 'staying', context: 'ticket 4711', invites: before.invites });
    expect(after.people.map(({ userId, since }) => [userId, since])).toEqual(
      before.people.map(({ userId, since }) => [userId, since]),
    );
    expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);

    expect(await started.stay.invite('1', [friend, second])).toEqual(first);
    expect(await started.stay.remove(second, { requestId: '2' })).toEqual(removed);
    expect(started.rung()).toEqual([friend.user.id, second.user.id]);
    expect(started.count('deleteParticipant')).toBe(1);
    expect(await started.stay.invite('3', [second])).toMatchObject([{ outcome: 'joined' }]);
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', since: startTime.toISOString() });
    expect(await result).toMatchObject({ outcome: 'left', reason: 'asked' });
    expect(started.leg()).toMatchObject({ alive: false, ended: { by: 'bot' } });
  });

  it('waits for what rings, and loses no request that comes meanwhile', async () => {
    const slow = person();
    const started = await startStay(system, {
      faults: [{ person: slow.user.id, answers: 'accepted', afterMs: 8_000 }],
      policy: { inviteWithin: 60_000 },
    });
    await settled(started);
    const before = await runOf(started);
    const invited = started.stay.invite('slow', [slow]);
    await system.simulator.waitFor('Teams ring', () => started.rung().length === 1, 30_000);
    const others = Array.from({ length: 5 }, person);
    const grown = growHistory(started.handle);
    const asked = others.map((other, i) => started.stay.invite(`other-${i}`, [other]));
    await grown;
    expect(await invited).toMatchObject([{ outcome: 'joined' }]);
    expect((await Promise.all(asked)).flat().map(({ outcome }) => outcome)).toEqual(others.map(() => 'joined'));
    await nextRun(started, before);
    expect(await started.stay.invite('slow', [slow])).toEqual(await invited);
    expect(started.rung()).toHaveLength(1 + others.length);
    expect(new Set(started.rung())).toEqual(new Set([slow, ...others].map(({ user }) => user.id)));
    expect(await started.stay.leave()).toMatchObject({ outcome: 'left', reason: 'asked' });
  });
});
